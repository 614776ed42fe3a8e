package dev.mql.demo;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Feedback;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Enrolment.Group;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Believable weeks of a shop that sends mails, the same each time: carts, answers, orders. */
final class SampleWeeks {
    private static final Object[][] GOODS = {
        {"heron-kettle", "Heron kettle, 0.9 l", "79.00"},
        {"pilot-grinder", "Pilot hand grinder", "129.00"},
        {"dune-cups", "Dune cups, set of two", "34.50"},
        {"gram-scale", "Gram scale with timer", "54.00"},
        {"tram-mug", "Tram mug", "18.90"}
    };
    private static final String[] NAMES = {
        "Ada Keller", "Björn Nyström", "Chiara Conti", "Dilek Aydın", "Emil Vogel", "Fatou Diallo", "Greta Lindqvist",
        "Hugo Moreau", "Inès Duarte", "Jonas Weber", "Kaja Novak", "Lars Haugen", "Mina Sato", "Noor de Vries"
    };
    private static final String[][] ANSWERS = {
        {"price", "I found the grinder cheaper elsewhere, sorry. Lovely packaging though!"},
        {"shipping_cost", "Shipping to Norway cost more than the cups themselves."},
        {"only_looking", ""},
        {"price", "Waiting for a sale."},
        {"delivery_time", "I need it before Friday."},
        {"trust", "Never heard of you before."},
        {"price", ""},
        {"bought_elsewhere", "Had one in the shop around the corner."}
    };

    private final Mql mql;

    SampleWeeks(Mql mql) {
        this.mql = mql;
    }

    private long now() {
        return mql.clock().millis();
    }

    private void event(String visitor, String type, Map<String, ?> props) {
        long at = now() - Duration.ofDays(6).toMillis();
        mql.leads()
                .apply(List.of(Event.of(EventId.at(at), visitor, type, at, Source.API, '/' + type, Props.of(props))));
    }

    private Lead lead(String visitor) {
        return mql.leads().byVisitor(visitor).orElseThrow();
    }

    /** @return somebody who has left a cart and is known by an address */
    Lead fill() {
        for (int i = 0; i < NAMES.length; i++) {
            person(i);
        }
        for (int i = 0; i < 330; i++) {
            run(i);
        }
        return lead("sample-0");
    }

    private void person(int i) {
        String visitor = "sample-" + i;
        long at = now() - Duration.ofDays(6).toMillis();
        event(visitor, "page_view", Map.of());
        event(
                visitor,
                "campaign_details",
                i % 3 == 0
                        ? Map.of("source", "newsletter", "medium", "email")
                        : Map.of("source", "google", "medium", i % 3 == 1 ? "cpc" : "organic"));

        mql.leads()
                .apply(List.of(Event.of(
                                EventId.at(at),
                                visitor,
                                "quote_request",
                                at,
                                Source.API,
                                "/quote",
                                Props.of(Map.of("name", NAMES[i])))
                        .withEmail("sample" + i + "@example.com")));
        event(visitor, "demo_request", Map.of());
        event(visitor, "search", Map.of());
        String address = "sample" + i + "@example.com";
        if (i != 9) {
            mql.leads().confirm(lead(visitor).id(), address);
        }
        mql.leads().update(lead(visitor).id(), lead -> left(lead, i));
    }

    private Lead left(Lead lead, int i) {
        long at =
                now() - Duration.ofDays(i % 5).toMillis() - Duration.ofHours(3).toMillis();
        Cart cart = Cart.snapshot(List.of(line(i, 1 + i % 2), line(i + 2, 1)), "EUR", at)
                .withId("sample" + i)
                .withState(Cart.State.ABANDONED);
        if (i < ANSWERS.length) {
            cart = cart.withFeedback(new Feedback(
                    ANSWERS[i][0],
                    ANSWERS[i][1],
                    now() - Duration.ofDays(i * 5L).toMillis()));
        } else if (i < 12) {
            cart = cart.ordered("A-" + i)
                    .withFeedback(new Feedback(
                            i == 9 ? "neutral" : "satisfied",
                            "",
                            now() - Duration.ofDays(i).toMillis()));
        }
        return lead.withCarts(List.of(cart));
    }

    private static CartLine line(int i, int quantity) {
        Object[] good = GOODS[i % GOODS.length];
        return new CartLine(
                (String) good[0],
                (String) good[1],
                new BigDecimal((String) good[2]),
                quantity,
                "/assets/products/" + good[0] + ".png",
                null);
    }

    /** Somebody in a series: every tenth without mail; with mail some more order. */
    private void run(int i) {
        String visitor = "run-" + i;
        boolean without = i % 6 == 0;
        boolean orders = i % (without ? 36 : 4) == 0;
        event(visitor, "page_view", Map.of());
        Group group = without ? Group.HOLDOUT : i % 2 == 0 ? Group.A : Group.B;
        String series = i < 300 ? "cart" : "checkout";
        Enrolment run = Enrolment.entered(
                Kind.RECOVERY,
                "run" + i,
                series,
                group,
                now(),
                now(),
                now() + Duration.ofDays(7).toMillis());
        mql.leads().update(lead(visitor).id(), lead -> lead.withEnrolment(run));
        if (orders) {
            mql.leads()
                    .update(
                            lead(visitor).id(),
                            lead -> lead.withEnrolment(run.ordered(now(), 40 + i % 60, "EUR", !without)));
        }
    }
}
