package dev.mql.nurture.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing.State;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.smtp.LastLook;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.store.Change;
import dev.mql.store.MemoryStorage;
import dev.mql.testkit.TickingClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An order, told in several ways, against the last look of a mail that is just going out: thousands of times, at random moments. */
class RaceTest {
    private static final int RACES = Integer.getInteger("mql.races", 1_000);
    private static final long SHOP_WAITS_NANOS = 200_000;

    /** How the shop hears of the order. */
    enum Way {
        SAME_BROWSER(true),
        /** A telephone order: only the address says who it is. */
        ADDRESS_ONLY(false);

        final boolean browser;

        Way(boolean browser) {
            this.browser = browser;
        }
    }

    private final TickingClock clock = new TickingClock(
            InstantSource.system().instant().truncatedTo(ChronoUnit.DAYS).plus(10, ChronoUnit.HOURS));
    private final Order order = new Order();
    private final Mql mql = Mql.builder()
            .config(Config.of(Map.of(
                    "mql.base-url", "https://shop.example",
                    "mql.recovery.delays", "1h",
                    "mql.recovery.holdout", "0",
                    "mql.mail.quiet-hours", "off",
                    "mql.mail.catch-up", "0",
                    "mql.mail.from", "Fenn & Lark <cart@shop.example>",
                    "mql.mail.postal-address", "Fenn & Lark, Lindenstraße 12, 50674 Köln")))
            .clock(clock)
            .storage(new TappedStorage(new MemoryStorage(clock), order))
            .build();

    /** The order of commits, by the versions of the documents that they were made from. */
    private static final class Order implements Tap {
        final Map<LeadId, Long> handed = new ConcurrentHashMap<>();
        final Map<LeadId, Long> bought = new ConcurrentHashMap<>();

        @Override
        public void after(List<Change> changes) {
            for (Change change : changes) {
                LeadId id = change.after().id();
                long version = change.before().version();
                if (change.after().mails().stream().anyMatch(mail -> mail.state() == State.HANDED)) {
                    handed.merge(id, version, Math::min);
                }
                if (change.after().activity().lastOf(EventType.PURCHASE) > 0) {
                    bought.merge(id, version, Math::min);
                }
            }
        }
    }

    /** Sends nothing: while it has a mail in its hands, the shopper buys. */
    private final class Racer implements MailSender {
        private final Random random = new Random(42);
        private final ExecutorService shop = Executors.newSingleThreadExecutor();
        private final Way way;
        /** Moves so that each side wins about half of the races, on a machine of any speed. */
        private long senderWaitsAtMost = 2 * SHOP_WAITS_NANOS;

        int sent;
        int stopped;
        /** Mails that went out though the order was acknowledged before the last look began. */
        int late;

        Racer(Way way) {
            this.way = way;
        }

        @Override
        public synchronized Outcome send(OutgoingMail mail, LastLook look) {
            String address = mail.to().address();
            long shopWaits = random.nextLong(SHOP_WAITS_NANOS);
            long senderWaits = random.nextLong(senderWaitsAtMost);
            Future<Long> acknowledged = shop.submit(() -> {
                spin(shopWaits);
                buy(address, way);
                return System.nanoTime();
            });
            spin(senderWaits);
            long asked = System.nanoTime();
            boolean go = look.go();
            try {
                if (go && acknowledged.get() < asked) {
                    late++;
                }
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
            senderWaitsAtMost = Math.max(1_000, senderWaitsAtMost * (go ? 105 : 95) / 100);
            sent += go ? 1 : 0;
            stopped += go ? 0 : 1;
            return go ? new Outcome(Outcome.Kind.SENT, "accepted") : new Outcome(Outcome.Kind.STOPPED, "stopped");
        }

        synchronized int raced() {
            return sent + stopped;
        }

        @Override
        public void close() {
            shop.shutdown();
        }
    }

    private static void spin(long nanos) {
        for (long until = System.nanoTime() + nanos; System.nanoTime() < until; ) {
            Thread.onSpinWait();
        }
    }

    private void buy(String address, Way way) {
        String visitor = address.substring(0, address.indexOf('@'));
        mql.leads()
                .apply(List.of(event(way.browser ? visitor : "phone-" + visitor, EventType.PURCHASE)
                        .withEmail(way.browser ? null : address)));
    }

    private Event event(String visitor, String type) {
        return Event.of(
                EventId.at(clock.millis()), visitor, type, clock.millis(), Source.FILTER, "/checkout", Props.NONE);
    }

    private void leaveCart(int number) {
        String visitor = "reader" + number;
        mql.leads().apply(List.of(event(visitor, "contact_form")));
        LeadId lead = mql.leads().byVisitor(visitor).orElseThrow().id();
        assertThat(mql.leads().confirm(lead, visitor + "@example.org")).isPresent();
        mql.leads().apply(List.of(event(visitor, EventType.ADD_TO_CART)));
        mql.leads()
                .apply(List.of(event(visitor, EventType.CART_SNAPSHOT)
                        .withCart(Cart.snapshot(
                                List.of(new CartLine("7", "Kettle", new BigDecimal("64.00"), 1, null, null)),
                                "EUR",
                                clock.millis()))));
    }

    @ParameterizedTest
    @EnumSource
    void noMailGoesOutOnceAnOrderWasAcknowledged(Way way) {
        Racer racer = new Racer(way);
        try (mql) {
            try (MqlNurture nurture = MqlNurture.builder().mailSender(racer).register(BareContext.of(mql))) {
                assertThat(nurture).isNotNull();
                for (int done = 0; done < RACES; done += 100) {
                    for (int i = 0; i < 100; i++) {
                        leaveCart(done + i);
                    }
                    clock.advance(Duration.ofHours(1));
                    int so = done + 100;
                    await().atMost(Duration.ofSeconds(30)).until(() -> racer.raced() >= so);
                }
            }
        }
        System.out.printf(
                "races, order by %s: %d, %d sent before, %d held back, %d late%n",
                way, racer.raced(), racer.sent, racer.stopped, racer.late);
        assertThat(racer.raced()).isEqualTo(RACES);
        assertThat(racer.late).isZero();
        assertThat(racer.sent).isGreaterThan(RACES / 20);
        assertThat(racer.stopped).isGreaterThan(RACES / 20);
        assertThat(order.handed.entrySet())
                .filteredOn(handed -> order.bought.getOrDefault(handed.getKey(), Long.MAX_VALUE) <= handed.getValue())
                .isEmpty();
    }
}
