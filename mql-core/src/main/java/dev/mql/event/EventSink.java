package dev.mql.event;

/** Takes events off a request's hands. Implementations are safe for any number of threads. */
@FunctionalInterface
public interface EventSink {

    /**
     * Hands one event over; returns at once, never throws, never waits for a lock, a disk or the network. What does not fit is
     * dropped and counted.
     *
     * @return whether the event was taken
     */
    boolean offer(Event event);
}
