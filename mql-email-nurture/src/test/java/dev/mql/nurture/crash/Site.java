package dev.mql.nurture.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing;
import dev.mql.store.StoreException;
import dev.mql.testkit.RedisOptions;
import dev.mql.testkit.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One installation on a real Redis and a mail server with a log of its own: a node in this JVM that outlives all others, and nodes in
 * processes that do not. They share one clock.
 */
final class Site implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** Longer than any lease of a mail or a lead. */
    static final Duration LEASE = Duration.ofMinutes(5);

    private final String delays;
    private final Path clockFile;
    private final Queue<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private volatile boolean survivorWorks;
    private int people;
    final RedisProcess redis;
    final SharedClock clock;
    final Door door = door();
    final Node survivor;

    /** Somebody who left a cart. */
    record Shopper(LeadId lead, String address) {}

    Site(String delays) {
        this(delays, RedisOptions.standard());
    }

    Site(String delays, RedisOptions options) {
        this.delays = delays;
        redis = RedisProcess.start(options);
        try {
            clockFile = Files.createTempFile(
                    Files.createDirectories(Path.of("target", "crash").toAbsolutePath()), "clock-", null);
        } catch (IOException noDisk) {
            throw new UncheckedIOException(noDisk);
        }
        clock = new SharedClock(clockFile);
        // A morning: no mail goes out at night.
        clock.set(InstantSource.system().instant().truncatedTo(ChronoUnit.DAYS).plus(10, ChronoUnit.HOURS));
        survivor = anotherNode(door, () -> survivorWorks);
    }

    /** Another node in this JVM. */
    Node anotherNode(Door through, Gate gate) {
        return Node.start(redis.url(), through.url(), clock, gate, Map.of("mql.recovery.delays", delays));
    }

    /** Lets a node take due leads, or not. */
    @FunctionalInterface
    interface Gate extends Tap {
        @Override
        boolean open();
    }

    Door door() {
        return new Door(accepted::add);
    }

    /** A node that gets ready to send and waits to be told. */
    ChildNode child() {
        return new ChildNode(redis.url(), door(), clockFile, delays);
    }

    Mql mql() {
        return survivor.mql();
    }

    // what shoppers do

    /** Qualified people with a confirmed address put something into their carts and leave. */
    List<Shopper> leaveCarts(int count) {
        List<Shopper> shoppers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String visitor = "visitor-" + ++people;
            String address = "reader" + people + "@example.org";
            event(visitor, "contact_form");
            LeadId lead = mql().leads().byVisitor(visitor).orElseThrow().id();
            lead = mql().leads().confirm(lead, address).orElseThrow().id();
            event(visitor, EventType.ADD_TO_CART);
            Event snapshot = at(visitor, EventType.CART_SNAPSHOT)
                    .withCart(Cart.snapshot(
                            List.of(new CartLine("7", "Kettle", new BigDecimal("64.00"), 1, "/img/7.svg", "/p/7")),
                            "EUR",
                            clock.millis()));
            mql().leads().apply(List.of(snapshot));
            shoppers.add(new Shopper(lead, address));
        }
        return shoppers;
    }

    private void event(String visitor, String type) {
        mql().leads().apply(List.of(at(visitor, type)));
    }

    private Event at(String visitor, String type) {
        return Event.of(EventId.at(clock.millis()), visitor, type, clock.millis(), Source.FILTER, "/cart", Props.NONE);
    }

    // what nodes and time do

    void survivorWorks(boolean works) {
        survivorWorks = works;
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    // what can be seen

    /** All mails that the server has taken for an address. */
    List<Accepted> acceptedFor(String address) {
        return accepted.stream()
                .filter(mail -> mail.recipient().equals(address))
                .toList();
    }

    int accepted() {
        return accepted.size();
    }

    Optional<Mailing> mailing(Shopper shopper, int step) {
        return mql().leads().get(shopper.lead()).flatMap(lead -> lead.mails().stream()
                .filter(mail -> mail.kind() == Mailing.Kind.RECOVERY && mail.step() == step)
                .findFirst());
    }

    boolean over(Shopper shopper, int step) {
        return mailing(shopper, step).map(mail -> mail.state().over()).orElse(false);
    }

    /** Waits until nothing more will happen by itself to the mails of a step, and counts what became of them. */
    Tally settled(List<Shopper> shoppers, int step) {
        return await().atMost(SOON)
                .ignoreExceptionsInstanceOf(StoreException.class)
                .until(
                        () -> shoppers.stream().allMatch(shopper -> over(shopper, step))
                                ? tally(shoppers, step)
                                : Tally.NONE,
                        tally -> tally.mails() == shoppers.size());
    }

    /** The same while the clock goes on: leads that were taken when the store broke down come again after their lease. */
    Tally settledInTime(List<Shopper> shoppers, int step) {
        await().atMost(SOON).ignoreExceptionsInstanceOf(StoreException.class).until(() -> {
            clock.advance(Duration.ofSeconds(2));
            return shoppers.stream().allMatch(shopper -> over(shopper, step));
        });
        return settled(shoppers, step);
    }

    Tally tally(List<Shopper> shoppers, int step) {
        return shoppers.stream()
                .map(shopper -> Tally.of(mailing(shopper, step), acceptedFor(shopper.address())))
                .reduce(Tally.NONE, Tally::plus);
    }

    /** Has Redis write all it knows to its disk. @return a copy of that */
    Path snapshot(Path dataDir) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.getOutputStream()
                    .write(("AUTH " + redis.password() + "\r\nSAVE\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers).isEqualTo("+OK\r\n+OK\r\n+OK\r\n");
        }
        return Files.copy(dataDir.resolve("dump.rdb"), dataDir.resolve("old.rdb"));
    }

    @Override
    public void close() {
        survivor.close();
        door.close();
        redis.close();
        try {
            Files.delete(clockFile);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
