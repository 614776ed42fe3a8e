package dev.mql.bean;

import dev.mql.metrics.Counters;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What could not be read of the shop's objects: counted each time as {@code bean.unreadable}, and logged once for each place, so that
 * a page that is opened a thousand times a second does not fill a disk. Thread-safe.
 */
public final class Misses {
    private static final Logger LOG = LoggerFactory.getLogger(Misses.class);
    private static final int MOST_PLACES = 100;

    private final Counters counters;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public Misses(Counters counters) {
        this.counters = counters;
    }

    /**
     * @param what the setting or the part of the shop that was to be read, such as {@code mql.cart.items = lines}
     * @param why completes "can not be read: "
     */
    public void missed(String what, Class<?> type, String why) {
        if (counted(what, type)) {
            LOG.warn("{} can not be read of {}: {}", what, type.getName(), why);
        }
    }

    /** @param cause what the shop's code threw */
    public void failed(String what, Class<?> type, Throwable cause) {
        if (cause instanceof StackOverflowError) {
            missed(what, type, "it calls itself without end."); // whose trace is a thousand lines
        } else if (counted(what, type)) {
            LOG.warn(
                    "{} can not be read of {}. The shop is not affected; further failures are counted as bean.unreadable.",
                    what,
                    type.getName(),
                    cause);
        }
    }

    /** @return whether it is the first time there */
    private boolean counted(String what, Class<?> type) {
        counters.add("bean.unreadable", 1);
        return told.size() < MOST_PLACES && told.add(what + ' ' + type.getName());
    }
}
