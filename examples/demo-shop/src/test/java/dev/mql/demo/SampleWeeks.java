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
import dev.mql.testkit.TickingClock;
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
        "Hugo Moreau", "Inès Duarte", "Jonas Weber", "Kaja Novak", "Lars Haugen", "Mina Sato",
                "<img src=x onerror=\"document.title='pwn'\">"
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
    private final TickingClock clock;

    /** @param clock stands where the weeks begin; it is moved */
    SampleWeeks(Mql mql, TickingClock clock) {
        this.mql = mql;
        this.clock = clock;
    }

    private long now() {
        return clock.millis();
    }

    private Event event(String visitor, String type, Map<String, ?> props) {
        return Event.of(EventId.at(now()), visitor, type, now(), Source.API, '/' + type, Props.of(props));
    }

    private void happens(Event event) {
        mql.leads().apply(List.of(event));
    }

    private Lead lead(String visitor) {
        return mql.leads().byVisitor(visitor).orElseThrow();
    }

    private void pass(Duration time) {
        clock.advance(time);
        mql.runDue();
    }

    /** Some people a day; then many in a series. */
    void fill() {
        for (int i = 0; i < NAMES.length; i++) {
            person(i);
            if (i % 3 == 2) {
                pass(Duration.ofDays(1));
            }
        }
        for (int i = 0; i < 330; i++) {
            run(i);
        }
    }

    /** Who has this number, for example 13 for somebody hostile. */
    Lead person(String number) {
        return lead("sample-" + number);
    }

    private void person(int i) {
        String visitor = "sample-" + i;
        String address = "sample" + i + "@example.com";
        happens(event(
                visitor,
                "campaign_details",
                i % 3 == 0
                        ? Map.of("source", "newsletter", "medium", "email")
                        : Map.of("source", "google", "medium", i % 3 == 1 ? "cpc" : "organic")));
        happens(event(visitor, "quote_request", Map.of("name", NAMES[i])).withEmail(address));
        happens(event(visitor, "demo_request", Map.of()));
        happens(event(visitor, "search", Map.of()));
        if (i != 9) {
            mql.leads().confirm(lead(visitor).id(), address);
        }
        happens(event(visitor, "cart_snapshot", Map.of())
                .withCart(Cart.snapshot(List.of(line(i, 1 + i % 2), line(i + 2, 1)), "EUR", now())));
        pass(Duration.ofSeconds(30));
        pass(Duration.ofSeconds(35));
        mql.leads().update(lead(visitor).id(), lead -> ends(lead, i));
        pass(Duration.ofSeconds(70));
    }

    /** What becomes of somebody: some buy, some have enough of mail, some say why not. */
    private Lead ends(Lead lead, int i) {
        Cart cart = lead.carts().get(0);
        if (i == 4) {
            return lead.withPerson(lead.person().unsubscribed(now()));
        }
        if (i >= ANSWERS.length && i < 12) {
            return lead.withCart(
                    cart.ordered("A-" + i).withFeedback(new Feedback(i == 9 ? "neutral" : "satisfied", "", now())));
        }
        return i < ANSWERS.length
                ? lead.withCart(cart.withFeedback(new Feedback(ANSWERS[i][0], ANSWERS[i][1], now())))
                : lead;
    }

    private static CartLine line(int i, int quantity) {
        Object[] good = GOODS[i % GOODS.length];
        String name = i == NAMES.length - 1 ? "\"><script>document.title='pwn'</script>" : (String) good[1];
        return new CartLine(
                (String) good[0],
                name,
                new BigDecimal((String) good[2]),
                quantity,
                "/assets/products/" + good[0] + ".png",
                null);
    }

    /** Somebody in a series: every sixth without mail; with mail some more order. */
    private void run(int i) {
        String visitor = "run-" + i;
        boolean without = i % 6 == 0;
        boolean orders = i % (without ? 36 : 4) == 0;
        happens(event(visitor, "page_view", Map.of()));
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
