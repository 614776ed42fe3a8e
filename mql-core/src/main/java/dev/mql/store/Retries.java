package dev.mql.store;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts how often a change that was decided on an old state has to be decided again. The first times at once; then with pauses, at
 * random up to a bound that doubles, so that many who change the same thing come one after the other. Gives up after some 50 tries
 * and at most a second. Of one thread.
 *
 * <pre>{@code
 * for (Retries retries = new Retries("lead 7"); ; retries.lost()) {
 *     if (commit(decide(load()))) {
 *         return;
 *     }
 * }
 * }</pre>
 */
public final class Retries {
    private static final int MAX = 50;
    private static final int AT_ONCE = 3;
    private static final int MAX_DOUBLINGS = 5;
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final String what;
    private int lost;

    /** @param what could not be changed, if it comes to that; without personal data */
    public Retries(String what) {
        this.what = what;
    }

    /**
     * Somebody else was first. Returns when it is time to try again; sooner if the thread is interrupted.
     *
     * @throws StoreException if that was tried often enough
     */
    public void lost() {
        lost++;
        if (lost == MAX) {
            throw new StoreException(what + " could not be changed: too many others change it at once", null);
        }
        if (lost > AT_ONCE) {
            long bound = FIRST_PAUSE << Math.min(lost - AT_ONCE - 1, MAX_DOUBLINGS);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
        }
    }
}
