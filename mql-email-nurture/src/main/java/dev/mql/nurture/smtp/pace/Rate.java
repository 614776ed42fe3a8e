package dev.mql.nurture.smtp.pace;

/** So many mails a minute, at most those of a second at once. Those that come too early are told times as far apart. Not thread-safe. */
final class Rate {
    private static final double AT_ONCE_MILLIS = 1_000;

    private final double interval;
    private double next;
    private double told;

    /** @param perMinute 0 = any */
    Rate(int perMinute) {
        this(perMinute == 0 ? 0 : 60_000.0 / perMinute);
    }

    private Rate(double interval) {
        this.interval = interval;
    }

    /** Whether one may go now. */
    boolean free(long now) {
        return next <= (double) now + Math.max(0, AT_ONCE_MILLIS - interval);
    }

    void take(long now) {
        next = Math.max(next, (double) now) + interval;
    }

    /** One that was taken did not go. */
    void giveBack() {
        next -= interval;
    }

    /**
     * When to ask again; nothing is taken.
     *
     * @param notBefore in the future
     * @param apart from the time told before, at least, in milliseconds
     */
    long tell(long notBefore, double apart) {
        told = Math.max(Math.max(told + Math.max(interval, apart), next), (double) notBefore);
        return (long) Math.ceil(told);
    }
}
