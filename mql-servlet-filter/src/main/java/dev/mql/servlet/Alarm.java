package dev.mql.servlet;

import dev.mql.metrics.Counters;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps our own trouble away from the shop: counted each time, logged when it begins and when it is over. Thread-safe. */
final class Alarm {
    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    private final Counters counters;
    private final AtomicBoolean on = new AtomicBoolean();

    Alarm(Counters counters) {
        this.counters = counters;
    }

    void failed(String what, Throwable cause) {
        counters.add("filter.failed", 1);
        if (on.compareAndSet(false, true)) {
            LOG.warn(
                    "{} failed. The shop is not affected; further failures are counted as filter.failed.", what, cause);
        }
    }

    void worked() {
        if (on.get() && on.compareAndSet(true, false)) {
            LOG.info("Requests are observed again without trouble.");
        }
    }
}
