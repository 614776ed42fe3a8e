package dev.mql.nurture.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cuts wires that have had their time. A time-out of the socket begins anew with each byte and does not hold for writing; this one
 * holds for all of a mail: connecting, handshake, drips, a receiver that no longer reads. One thread of its own while there are wires.
 */
final class Watch {
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final long tick;
    private @Nullable Thread thread;

    /** @param timeout of one mail; a wire is cut at most a twentieth of it late, and never more than a second */
    Watch(Duration timeout) {
        tick = Math.max(1_000_000, Math.min(1_000_000_000, timeout.toNanos() / 20));
    }

    synchronized void add(Wire wire) {
        wires.add(wire);
        if (thread == null) {
            Thread fresh = new Thread(this::look, "mql-smtp-watch");
            fresh.setDaemon(true);
            thread = fresh;
            fresh.start();
        }
    }

    /** With the last one the thread goes, too, so that none is left of an application that stops. */
    synchronized void remove(Wire wire) {
        wires.remove(wire);
        if (wires.isEmpty()) {
            LockSupport.unpark(thread);
        }
    }

    private void look() {
        while (!over()) {
            LockSupport.parkNanos(tick);
            long now = System.nanoTime();
            for (Wire wire : wires) {
                wire.cutIfOverdue(now);
            }
        }
    }

    private synchronized boolean over() {
        if (wires.isEmpty()) {
            thread = null;
            return true;
        }
        return false;
    }
}
