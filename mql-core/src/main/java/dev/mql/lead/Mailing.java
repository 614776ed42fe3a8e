package dev.mql.lead;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one lead, from plan to outcome; there is at most one per (kind, subject, step).
 *
 * @param subject what it is about: the cart's id, or the hash of the address to confirm
 * @param step 1 for the first mail of a series
 * @param reason why it is in this state, a word a marketer can read; {@code null} where the state says all
 * @param due when it may go out, milliseconds since 1970 UTC; while CLAIMED or HANDED, when its lease ends
 * @param notAfter when it would come too late
 * @param at when the state last changed
 * @param attempts how often it was claimed
 * @param series id of the series that planned it; empty for a mail of no series
 */
public record Mailing(
        Kind kind,
        String subject,
        int step,
        State state,
        @Nullable String reason,
        long due,
        long notAfter,
        long at,
        int attempts,
        String series) {

    /** The order is stored: only ever append. */
    public enum Kind {
        /** Asks the owner of an address to confirm it; not advertising. */
        CONFIRM_ADDRESS,
        /** Reminds of a cart. */
        RECOVERY,
        /** Reminds of items that were looked at. */
        BROWSE,
        /** Greets somebody who has just confirmed the address. */
        WELCOME,
        /** Calls back somebody who has not bought for long. */
        WIN_BACK,
        /** Asks how an order turned out. */
        SATISFACTION,
        /** Asks why nothing was bought, after all mails about a cart. */
        QUESTION;

        /** Whether it needs a basis and an end by one click; a notice needs neither. */
        public boolean marketing() {
            return this != CONFIRM_ADDRESS;
        }

        /** What it is about to those who choose their mail; {@code null} for a notice, which nobody chooses. */
        public @Nullable Topic topic() {
            return switch (this) {
                case CONFIRM_ADDRESS -> null;
                case RECOVERY, BROWSE -> Topic.REMINDERS;
                case WELCOME -> Topic.WELCOME;
                case WIN_BACK -> Topic.OFFERS;
                case SATISFACTION, QUESTION -> Topic.QUESTIONS;
            };
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** See design: the states of sending. The order is stored: only ever append. */
    public enum State {
        PLANNED,
        CLAIMED,
        /** The server may have it from here on: never sent again by itself. */
        HANDED,
        SENT,
        UNCERTAIN,
        RETRY,
        DEAD,
        SKIPPED;

        public boolean waiting() {
            return this == PLANNED || this == RETRY;
        }

        /** Whether nothing more will happen by itself. */
        public boolean over() {
            return this == SENT || this == UNCERTAIN || this == DEAD || this == SKIPPED;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A mail of no series. */
    public static Mailing planned(Kind kind, String subject, int step, long due, long notAfter, long now) {
        return planned(kind, subject, step, due, notAfter, now, "");
    }

    public static Mailing planned(
            Kind kind, String subject, int step, long due, long notAfter, long now, String series) {
        return new Mailing(kind, subject, step, State.PLANNED, null, due, notAfter, now, 0, series);
    }

    public boolean same(Kind otherKind, String otherSubject, int otherStep) {
        return kind == otherKind && step == otherStep && subject.equals(otherSubject);
    }

    public Mailing to(State newState, @Nullable String why, long now) {
        return new Mailing(kind, subject, step, newState, why, due, notAfter, now, attempts, series);
    }

    /** Whether a reader may have it: it left, or nobody knows. */
    public boolean went() {
        return state == State.HANDED || state == State.SENT || state == State.UNCERTAIN;
    }

    public Mailing dueAt(long newDue, long newNotAfter) {
        return new Mailing(kind, subject, step, state, reason, newDue, newNotAfter, at, attempts, series);
    }

    public Mailing attempted() {
        return new Mailing(kind, subject, step, state, reason, due, notAfter, at, attempts + 1, series);
    }
}
