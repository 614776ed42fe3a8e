package dev.mql.handoff;

import dev.mql.lead.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the notices of one lead: on each channel one after the other, in the order in which they arose. Pure, but for the
 * dice. While an attempt runs, its notice is due when the attempt counts as lost; that instant is also the fence, since who claims
 * the notice anew finds a later one.
 */
final class Queue {
    static final long LEASE = Duration.ofMinutes(2).toMillis();
    static final long LIFE = Duration.ofDays(3).toMillis();
    static final int MAX_DEAD = 8;
    /** Stands as the error of a notice that is leaving, where telling twice would do harm. */
    static final String HANDED_OVER = "handed_over";

    static final String OUTCOME_UNKNOWN = "outcome_unknown";
    static final String NEVER_REACHED = "never_reached";

    private static final long LEAST_PAUSE = Duration.ofMinutes(1).toMillis();
    private static final long LONGEST_PAUSE = Duration.ofHours(6).toMillis();
    private static final Comparator<Notice> ORDER =
            Comparator.comparingLong(Notice::sequence).thenComparingLong(Notice::at);

    private Queue() {}

    /** Whether {@link #claim} would change anything. */
    static boolean due(List<Notice> all, long now) {
        return all.stream().anyMatch(n -> n.waiting() && n.due() <= now);
    }

    /**
     * Takes the first notice of each channel, if it is due, for an attempt.
     *
     * @param readyAt when a channel can be used
     * @param taken receives what was taken, as it is in the answer
     */
    static List<Notice> claim(List<Notice> all, long now, ToLongFunction<String> readyAt, List<Notice> taken) {
        taken.clear();
        List<Notice> next = new ArrayList<>(all);
        heads(all).forEach((channel, head) -> {
            if (head.due() > now) {
                return;
            }
            if (head.error().equals(HANDED_OVER)) {
                replace(next, head, head.dead(OUTCOME_UNKNOWN));
                return;
            }
            long ready = readyAt.applyAsLong(channel);
            if (ready <= now) {
                Notice mine = with(head, now + LEASE, head.error());
                replace(next, head, mine);
                taken.add(mine);
            } else {
                replace(next, head, later(head, ready, head.error(), now));
            }
        });
        return tidy(all, next, now);
    }

    /** Before a notice leaves that must not be told twice; {@code null} if it is no longer this attempt's. */
    static @Nullable List<Notice> handOver(List<Notice> all, Notice mine) {
        Notice current = mine(all, mine);
        if (current == null || current.error().equals(HANDED_OVER)) {
            return null;
        }
        List<Notice> next = new ArrayList<>(all);
        replace(next, current, with(current, current.due(), HANDED_OVER));
        return next;
    }

    /** The end of an attempt; the same list if the notice is no longer this attempt's. */
    static List<Notice> settle(List<Notice> all, Notice mine, Answer answer, long now, RandomGenerator dice) {
        Notice current = mine(all, mine);
        if (current == null) {
            return all;
        }
        List<Notice> next = new ArrayList<>(all);
        switch (answer.kind()) {
            case DELIVERED -> next.remove(current);
            case ENDED -> replace(next, current, current.dead(answer.reason()));
            case PUT_OFF ->
                replace(next, current, later(current, Math.max(answer.notBefore(), now + 1), answer.reason(), now));
            case FAILED -> {
                long pause = pause(current.attempts() + 1, dice);
                long asked = Math.min(answer.notBefore(), now + LONGEST_PAUSE);
                Notice failed = current.failed(answer.reason(), Math.max(now + pause, asked));
                replace(next, current, now >= failed.deadline() ? failed.dead(answer.reason()) : last(failed));
            }
        }
        return tidy(all, next, now);
    }

    /** At random between a minute and a bound that doubles with each attempt, so that many do not come back together. */
    private static long pause(int attempts, RandomGenerator dice) {
        long bound = Math.min(LONGEST_PAUSE, LEAST_PAUSE << Math.min(attempts, 20));
        return dice.nextLong(LEAST_PAUSE, bound + 1);
    }

    private static Notice later(Notice notice, long until, String why, long now) {
        if (now < notice.deadline()) {
            return last(with(notice, until, why));
        }
        return notice.dead(notice.attempts() == 0 ? NEVER_REACHED : notice.error());
    }

    /** The last attempt is at the deadline, not after it. */
    private static Notice last(Notice notice) {
        return with(notice, Math.min(notice.due(), notice.deadline()), notice.error());
    }

    private static Notice with(Notice n, long due, String error) {
        return new Notice(
                n.channel(),
                n.sequence(),
                n.topic(),
                n.from(),
                n.to(),
                n.cause(),
                n.score(),
                n.grade(),
                n.model(),
                n.state(),
                n.attempts(),
                due,
                n.deadline(),
                n.at(),
                error);
    }

    private static @Nullable Notice mine(List<Notice> all, Notice mine) {
        return all.stream()
                .filter(n -> n.waiting() && one(n, mine) && n.due() == mine.due())
                .findFirst()
                .orElse(null);
    }

    /** Two histories that were joined may both have something to tell of the same version. */
    private static boolean one(Notice a, Notice b) {
        return a.same(b) && a.at() == b.at() && a.to().equals(b.to());
    }

    private static Map<String, Notice> heads(List<Notice> all) {
        Map<String, Notice> heads = new HashMap<>();
        for (Notice notice : all) {
            if (notice.waiting()) {
                heads.merge(notice.channel(), notice, (a, b) -> ORDER.compare(a, b) <= 0 ? a : b);
            }
        }
        return heads;
    }

    /**
     * Who waits behind another is not due before them, and due at once when they are gone; of the dead the latest stay, in front, where
     * a full lead lets go first.
     */
    private static List<Notice> tidy(List<Notice> before, List<Notice> all, long now) {
        Map<String, Notice> led = heads(before);
        Map<String, Notice> lead = heads(all);
        long surplus = all.stream().filter(n -> !n.waiting()).count() - MAX_DEAD;
        List<Notice> tidy = new ArrayList<>();
        List<Notice> dead = new ArrayList<>();
        for (Notice notice : all) {
            Notice head = lead.get(notice.channel());
            if (head == null || !notice.waiting()) {
                if (surplus-- <= 0) {
                    dead.add(notice);
                }
            } else if (!one(notice, head)) {
                tidy.add(with(notice, head.due(), notice.error()));
            } else {
                Notice old = led.get(notice.channel());
                tidy.add(old != null && one(old, notice) ? notice : with(notice, now, notice.error()));
            }
        }
        dead.addAll(tidy);
        return dead;
    }

    private static void replace(List<Notice> all, Notice old, Notice next) {
        all.set(all.indexOf(old), next);
    }
}
