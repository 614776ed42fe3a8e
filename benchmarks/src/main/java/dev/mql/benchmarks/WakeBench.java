package dev.mql.benchmarks;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadCodec;
import dev.mql.lead.LeadId;
import dev.mql.store.Change;
import dev.mql.store.MemoryStorage;
import dev.mql.store.redis.RedisStorage;
import dev.mql.testkit.TickingClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Very many carts fall due in the same second: how long a running node takes to its first mail, how many mails it hands over in a
 * second, and how much memory that needs. The node is a JVM of its own with a small heap, its mails go nowhere.
 */
final class WakeBench implements Benchmark {
    private static final int CARTS = 100_000;
    private static final int BATCH = 500;
    private static final int EVENTS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** A node of such a heap has to do. */
    private static final String HEAP = "-Xmx96m";

    static final String SECRET = "a secret that only benchmarks use, of no worth";
    /** After so much silence a cart counts as left and its first mail is due. */
    static final Duration SILENCE = Duration.ofHours(1);

    @Override
    public List<Figure> run() throws Exception {
        Instant touched = InstantSource.system().instant();
        try (RedisLab redis = new RedisLab()) {
            fill(redis, cart(touched), CARTS);
            settle(redis, touched);
            return node(redis, touched);
        }
    }

    /** A qualified lead with a confirmed address, some history and five things in the cart. */
    static Lead cart(Instant touched) {
        TickingClock clock = new TickingClock(touched);
        try (Mql mql = Mql.builder()
                .config(Config.of(Map.of("mql.secret", SECRET)))
                .clock(clock)
                .storage(new MemoryStorage(clock))
                .build()) {
            String visitor = Shoppers.visitor(0);
            IntStream.range(0, EVENTS)
                    .forEach(event -> mql.leads().apply(List.of(Shoppers.event(0, event, clock.millis()))));
            mql.leads().apply(List.of(event(visitor, "contact_form", clock)));
            LeadId lead = mql.leads().byVisitor(visitor).orElseThrow().id();
            LeadId person = mql.leads()
                    .confirm(lead, "reader@example.org")
                    .orElseThrow()
                    .id();
            mql.leads().apply(List.of(event(visitor, EventType.ADD_TO_CART, clock)));
            List<CartLine> lines = IntStream.range(0, 5)
                    .mapToObj(item -> new CartLine(
                            "item-" + item,
                            "Coffee of the month, no. " + item,
                            new BigDecimal("19.90"),
                            1 + item,
                            "/img/" + item + ".jpg",
                            "/product/" + item))
                    .toList();
            mql.leads()
                    .apply(List.of(event(visitor, EventType.CART_SNAPSHOT, clock)
                            .withCart(Cart.snapshot(lines, "EUR", clock.millis()))));
            return mql.leads().get(person).orElseThrow();
        }
    }

    private static Event event(String visitor, String type, InstantSource clock) {
        return Event.of(EventId.at(clock.millis()), visitor, type, clock.millis(), Source.FILTER, "/cart", Props.NONE);
    }

    /** Everybody has such a cart, and an address of their own. */
    static void fill(RedisLab redis, Lead one, int carts) {
        Vault vault = new Vault(SECRET);
        byte[] document = LeadCodec.encode(one);
        long forgotten = one.lastSeen() + Duration.ofDays(730).toMillis();
        try (RedisStorage storage = new RedisStorage(redis.url(), 16, Duration.ofDays(730), InstantSource.system())) {
            for (int first = 0; first < carts; first += BATCH) {
                List<Change> changes = new ArrayList<>(BATCH);
                for (int i = first; i < first + BATCH; i++) {
                    String address = "reader" + i + "@example.org";
                    Lead lead = LeadCodec.decode(LeadId.ofVisitor("bench-" + i), document)
                            .withVersion(0);
                    lead = lead.withPerson(
                            lead.person().withAddress(vault.addressHash(address), vault.seal(address), null));
                    changes.add(new Change(Lead.fresh(lead.id()), lead, 1.0, forgotten, List.of()));
                }
                if (storage.leads().commit(changes).stream().anyMatch(outcome -> !outcome.committed())) {
                    throw new IllegalStateException("a commit lost a race though nobody else writes");
                }
            }
        }
    }

    /** A node that meets leads of a model it does not know decides all of them first; that is another figure. */
    static void settle(RedisLab redis, Instant touched) {
        try (Mql mql = Mql.builder()
                .config(Config.of(Map.of("mql.secret", SECRET, "mql.redis.url", redis.url())))
                .clock(new TickingClock(touched))
                .build()) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!mql.rescore().finished()) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the leads are still being decided after " + PATIENCE);
                }
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static List<Figure> node(RedisLab redis, Instant touched) throws IOException, InterruptedException {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WakeNode.class.getName(),
                        touched.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = node.inputReader(StandardCharsets.UTF_8);
                var orders = node.outputWriter(StandardCharsets.UTF_8)) {
            orders.write(redis.url() + "\n");
            orders.flush();
            String line = told.readLine();
            if (line == null || node.waitFor() != 0) {
                throw new IllegalStateException("the node has ended with code " + node.waitFor());
            }
            String[] values = line.split(" ", 3);
            return List.of(
                    Figure.lower("mail.wake.first", Double.parseDouble(values[0]), "ms")
                            .goal(1_000),
                    Figure.higher("mail.wake.per_s", Double.parseDouble(values[1]), "1/s"),
                    Figure.lower("mail.wake.heap", Double.parseDouble(values[2]), "MB")
                            .goal(64));
        } finally {
            node.destroyForcibly();
        }
    }
}
