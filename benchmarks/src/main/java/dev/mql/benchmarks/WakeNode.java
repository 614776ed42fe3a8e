package dev.mql.benchmarks;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.smtp.LastLook;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.testkit.TickingClock;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The node of {@link WakeBench}. Reads the address of Redis, is quiet for a while, lets its carts fall due, and tells in one line:
 * milliseconds to the first mail, mails in a second, megabytes added to the heap.
 */
final class WakeNode {
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private WakeNode() {}

    /** @param args when the carts were touched last */
    public static void main(String[] args) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String redis = in.readLine();
        long before = usedAfterCollection();
        TickingClock clock = new TickingClock(Instant.parse(args[0]).plus(WakeBench.SILENCE.minusMinutes(1)));
        Sink sink = new Sink();
        Mql mql = Mql.builder()
                .config(Config.of(Map.of(
                        "mql.redis.url", redis,
                        "mql.secret", WakeBench.SECRET,
                        "mql.base-url", "https://shop.example",
                        "mql.shop.name", "Fenn & Lark",
                        "mql.mail.from", "Fenn & Lark <cart@shop.example>",
                        "mql.mail.postal-address", "Fenn & Lark, Lindenstraße 12, 50674 Köln",
                        "mql.recovery.holdout", "0",
                        "mql.mail.quiet-hours", "off",
                        "mql.mail.catch-up", "0")))
                .clock(clock)
                .build();
        MqlNurture nurture = MqlNurture.builder().mailSender(sink).register(context(mql));
        if (sink.first.await(QUIET.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("mails went out too early");
        }
        long due = System.nanoTime();
        clock.advance(Duration.ofMinutes(1));
        if (!sink.first.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("no mail went out in " + PATIENCE);
        }
        LockSupport.parkNanos(MEASURED.toNanos());
        System.out.println(sink.told(due, before));
        nurture.close();
        Runtime.getRuntime().halt(0); // nearly all of the mails are still due
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Takes every mail, and looks at the heap now and then. */
    private static final class Sink implements MailSender {
        private static final int LOOK_EVERY = 1_000;

        final CountDownLatch first = new CountDownLatch(1);
        private int taken;
        private long firstAt;
        /** Nanoseconds spent on looking at the heap. */
        private long looking;

        private long most;

        @Override
        public synchronized Outcome send(OutgoingMail mail, LastLook look) {
            if (!look.go()) {
                return new Outcome(Outcome.Kind.STOPPED, "stopped");
            }
            if (taken == 0) {
                firstAt = System.nanoTime();
                first.countDown();
            }
            if (taken++ % LOOK_EVERY == 0) {
                look();
            }
            return new Outcome(Outcome.Kind.SENT, "accepted");
        }

        private void look() {
            long now = System.nanoTime();
            most = Math.max(most, usedAfterCollection());
            looking += System.nanoTime() - now;
        }

        /**
         * @param due when the carts fell due
         * @param before bytes in use before there was a node
         */
        synchronized String told(long due, long before) {
            long working = System.nanoTime() - firstAt - looking;
            look();
            return String.format(
                    Locale.ROOT, "%.1f %.1f %.1f", (firstAt - due) / 1e6, taken * 1e9 / working, (most - before) / 1e6);
        }
    }

    /** A web application that has an {@link Mql} and serves nothing. */
    static ServletContext context(Mql mql) {
        ServletRegistration.Dynamic registration =
                proxy(ServletRegistration.Dynamic.class, (self, method, given) -> nothing(method.getReturnType()));
        return proxy(ServletContext.class, (self, method, given) -> switch (method.getName()) {
            case "getAttribute" -> Mql.ATTRIBUTE.equals(given[0]) ? mql : null;
            case "getContextPath" -> "";
            case "addServlet" -> registration;
            default -> nothing(method.getReturnType());
        });
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        return type == int.class ? 0 : null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
