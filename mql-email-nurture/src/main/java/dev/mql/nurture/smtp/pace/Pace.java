package dev.mql.nurture.smtp.pace;

import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.Outcome.Kind;
import dev.mql.nurture.smtp.Outcome.Scope;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Says when a mail may leave. Asked before a mail is claimed; a mail that is to wait is planned for the instant it is told, and asks
 * again then. Whoever is let go takes a place: at its receiver's domain until {@link #answered} or {@link #notSent} is called, in the
 * rates and in the day's mails for good. Whoever is told to wait takes none, but the next is told a later time, so that mails that wait
 * come back one by one, as fast as they may leave.
 *
 * <p>Rates, places and pauses are those of this node; the mails of a day are those of all nodes. Time comes from the caller, in
 * milliseconds since 1970. Thread-safe; blocks only in the {@link Quota}, and what that throws is passed on: nothing was taken then.
 */
public final class Pace {
    private static final int MOST_DOMAINS = 10_000;
    /** So many mails in a row that failed for reasons of this installation make all mails wait. */
    private static final int FAILURES = 3;

    private static final long FIRST_PAUSE = 10_000;
    private static final long LONGEST_PAUSE = 5 * 60_000;
    /** Between mails that wait for a place or for the end of a pause, where no rate says more. */
    private static final double APART = 250;

    private final Limits limits;
    private final Quota quota;
    private final Rate overall;
    private final Map<String, DomainPace> domains = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DomainPace> eldest) {
            return size() > MOST_DOMAINS;
        }
    };
    private long pausedUntil = Long.MIN_VALUE;
    private int failures;
    private long day = Long.MIN_VALUE;
    private int inHand;
    private boolean dayFull;
    private long turnedAway;

    /**
     * @param perMinute mails, over all domains; 0 = any
     * @param domainPerMinute mails to one domain; 0 = any
     * @param domainAtOnce mails under way to one domain
     */
    public record Limits(int perMinute, int domainPerMinute, int domainAtOnce, WarmUp warmUp) {
        public Limits {
            if (perMinute < 0 || domainPerMinute < 0 || domainAtOnce < 1) {
                throw new IllegalArgumentException("rates of 0 or more, places of 1 or more");
            }
        }
    }

    public Pace(Limits limits, Quota quota) {
        this.limits = limits;
        this.quota = quota;
        this.overall = new Rate(limits.perMinute());
    }

    /**
     * When a mail to this domain may leave.
     *
     * @return {@code now} if at once: then a place is taken; else a later instant, at which to ask again
     */
    public synchronized long reserve(String domain, long now) {
        DomainPace receiver = domain(domain);
        long pause = Math.max(pausedUntil, receiver.pausedUntil());
        if (pause > now) {
            return receiver.rate.tell(pause, APART);
        }
        if (!receiver.room(now)) {
            return receiver.rate.tell(now + (long) APART, APART);
        }
        if (!receiver.rate.free(now)) {
            return receiver.rate.tell(now + 1, 0);
        }
        if (!overall.free(now)) {
            return overall.tell(now + 1, 0);
        }
        if (!oneOfTheDay(now)) {
            return limits.warmUp().later(day, turnedAway++);
        }
        receiver.rate.take(now);
        receiver.begin(now);
        overall.take(now);
        return now;
    }

    private boolean oneOfTheDay(long now) {
        long today = WarmUp.day(now);
        if (today != day) {
            day = today;
            inHand = 0;
            dayFull = false;
            turnedAway = 0;
        }
        int most = limits.warmUp().quota(today);
        if (most == WarmUp.NO_LIMIT) {
            return true;
        }
        if (inHand == 0 && !dayFull) {
            // In small parts, so that a node that stops takes few of them with it.
            inHand = quota.take(WarmUp.name(today), Math.max(1, most / 20), most);
            dayFull = inHand == 0;
        }
        if (inHand == 0) {
            return false;
        }
        inHand--;
        return true;
    }

    /**
     * What became of a mail that was let go.
     *
     * @param domain as it was given to {@link #reserve}
     */
    public synchronized void answered(String domain, Outcome outcome, long now) {
        if (outcome.kind() == Kind.STOPPED) {
            notSent(domain, now);
            return;
        }
        DomainPace receiver = domain(domain);
        receiver.end();
        if (outcome.scope() == Scope.INSTALLATION) {
            if (++failures >= FAILURES && now >= pausedUntil) {
                pausedUntil = now + Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(failures - FAILURES, 10));
            }
            return;
        }
        failures = 0;
        if (outcome.kind() == Kind.SENT) {
            receiver.accepted();
        } else if (outcome.scope() == Scope.DOMAIN) {
            receiver.refused(now);
        }
    }

    /** A mail that was let go was held back after all: others may have its place. */
    public synchronized void notSent(String domain, long now) {
        DomainPace receiver = domain(domain);
        receiver.end();
        receiver.rate.giveBack();
        overall.giveBack();
        if (WarmUp.day(now) == day && limits.warmUp().quota(day) != WarmUp.NO_LIMIT) {
            inHand++;
        }
    }

    private DomainPace domain(String domain) {
        return domains.computeIfAbsent(
                domain.toLowerCase(Locale.ROOT),
                name -> new DomainPace(limits.domainPerMinute(), limits.domainAtOnce()));
    }

    /** How many domains are remembered. */
    synchronized int domains() {
        return domains.size();
    }
}
