package dev.mql.admin;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Feedback;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Milestone;
import dev.mql.testkit.TickingClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Two believable weeks of a small shop for coffee things, the same each time. */
final class SampleShop {
    private static final String[] FIRST = {
        "Ada", "Björn", "Chiara", "Dilek", "Emil", "Fatou", "Greta", "Hugo", "Inès", "Jonas", "Kaja", "Lars", "Mina",
        "Noor"
    };
    private static final String[] LAST = {
        "Keller",
        "Nyström",
        "Conti",
        "Aydın",
        "Vogel",
        "Diallo",
        "Lindqvist",
        "Moreau",
        "Duarte",
        "Weber",
        "Novak",
        "Haugen"
    };
    private static final Object[][] GOODS = {
        {"kettle", "Gooseneck kettle, 0.9 l", "79.00"},
        {"grinder", "Hand grinder “Nord”", "129.00"},
        {"dripper", "Porcelain dripper, size 2", "24.50"},
        {"beans", "Ethiopia Guji, whole beans, 1 kg", "31.90"},
        {"scale", "Brew scale with timer", "54.00"}
    };

    private final Mql mql;
    private final TickingClock clock;
    private final Random random = new Random(7);

    SampleShop(Mql mql, TickingClock clock) {
        this.mql = mql;
        this.clock = clock;
    }

    /** Fills the shop; the clock then stands two weeks later. */
    void twoWeeks() {
        for (int day = 0; day < 14; day++) {
            for (int i = 0; i < 14 + day / 2; i++) {
                visitor("v-" + day + "-" + i, day * 31 + i, random.nextInt(10));
            }
            mql.awaitIdle(Duration.ofSeconds(10));
            clock.advance(Duration.ofHours(24));
            mql.runDue();
        }
        clock.advance(Duration.ofMinutes(-1_300));
        for (int i = 0; i < 9; i++) {
            cartLeft("v-13-" + i, i);
        }
        mql.awaitIdle(Duration.ofSeconds(10));
    }

    private void visitor(String visitor, int number, int keen) {
        long at = clock.millis() - random.nextInt(20) * 60_000L;
        event(visitor, "page_view", at, "/", Map.of());
        for (int i = 0; i < keen; i++) {
            event(visitor, "view_item", at + i * 40_000L, null, Map.of("item_id", GOODS[i % 5][0]));
        }
        event(visitor, "engaged_time", at + 400_000L, "/", Map.of("seconds", 30 + random.nextInt(400)));
        if (keen > 4) {
            event(visitor, "view_pricing", at + 450_000L, "/pricing", Map.of());
            event(visitor, "add_to_cart", at + 460_000L, null, good(number));
        }
        if (keen > 6) {
            String name = FIRST[number % FIRST.length] + " " + LAST[number % LAST.length];
            String mail = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", ".") + number + "@example.com";
            mql.track(Event.of(
                            EventId.at(at),
                            visitor,
                            "newsletter_signup",
                            at + 500_000L,
                            Source.API,
                            "/newsletter",
                            Props.of(Map.of("name", name)))
                    .withEmail(mail));
            event(visitor, "begin_checkout", at + 510_000L, "/checkout", Map.of());
        }
        if (keen == 9 && number % 3 == 0) {
            event(visitor, "purchase", at + 600_000L, "/checkout", Map.of("value", 129.0, "currency", "EUR"));
        }
    }

    private static Map<String, Object> good(int number) {
        Object[] good = GOODS[number % 5];
        return Map.of(
                "item_id",
                good[0],
                "item_name",
                good[1],
                "price",
                Double.valueOf((String) good[2]),
                "quantity",
                1 + number % 2,
                "currency",
                "EUR");
    }

    private void event(
            String visitor, String type, long at, @org.jspecify.annotations.Nullable String url, Map<String, ?> props) {
        mql.track(Event.of(EventId.at(at), visitor, type, at, Source.API, url, Props.of(props)));
    }

    private void cartLeft(String visitor, int i) {
        String[] reasons = {"price", "shipping_cost", "only_looking", "price", "delivery_time"};
        String[] texts = {
            "I found the grinder cheaper elsewhere, sorry. Lovely packaging though!",
            "Shipping to Norway cost more than the dripper itself.",
            "",
            "Waiting for a sale.",
            "I need it before Friday."
        };
        mql.leads().byVisitor(visitor).ifPresent(lead -> mql.leads().update(lead.id(), l -> {
            long now = clock.millis();
            List<CartLine> lines = new ArrayList<>();
            for (int n = 0; n <= i % 3; n++) {
                Object[] good = GOODS[(i + n) % 5];
                lines.add(new CartLine(
                        (String) good[0], (String) good[1], new BigDecimal((String) good[2]), 1 + n % 2, null, null));
            }
            Cart cart = Cart.snapshot(lines, "EUR", now - 26 * 3_600_000L)
                    .withId("cart" + i)
                    .withState(Cart.State.ABANDONED);
            if (i < reasons.length) {
                cart = cart.withFeedback(new Feedback(reasons[i], texts[i], now - (i + 1) * 3_000_000L));
            }
            Lead next = l.withCarts(List.of(cart))
                    .withMilestone(
                            new Milestone(now - 25 * 3_600_000L, "cart", "left a cart of " + lines.size() + " items"));
            return mails(next, i, now);
        }));
    }

    private static Lead mails(Lead lead, int i, long now) {
        Mailing first = Mailing.planned(Mailing.Kind.RECOVERY, "cart" + i, 1, now - 90_000_000L, now, now);
        Mailing second = Mailing.planned(Mailing.Kind.RECOVERY, "cart" + i, 2, now - 7_200_000L, now, now);
        Mailing third =
                Mailing.planned(Mailing.Kind.RECOVERY, "cart" + i, 3, now + 170_000_000L, now + 900_000_000L, now);
        Lead next = lead.withMail(third);
        next = next.withMail(
                i == 4
                        ? second.to(Mailing.State.UNCERTAIN, "no_answer_after_content", now - 7_200_000L)
                        : i == 5
                                ? second.to(Mailing.State.SKIPPED, "unsubscribed", now - 7_200_000L)
                                : second.to(Mailing.State.SENT, null, now - 7_200_000L));
        return next.withMail(first.to(Mailing.State.SENT, null, now - 90_000_000L));
    }
}
