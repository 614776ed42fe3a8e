package dev.mql.lead;

import java.util.Locale;

/**
 * Something that others are to hear about a lead, until they have heard it.
 *
 * @param channel {@code webhook:N} or {@code mail:N}, N the place in the setting
 * @param sequence version of the lead in which it arose: receivers order by it
 * @param topic {@value #STAGE}, {@value #ESCALATION} or {@value #ERASED}
 * @param from stage before, its word
 * @param to stage after, its word
 * @param cause why, a word
 * @param score at that moment
 * @param grade at that moment, for example A1
 * @param model version of the model
 * @param attempts how often it was tried
 * @param due next attempt, milliseconds since 1970 UTC
 * @param deadline after which it is given up, milliseconds since 1970 UTC
 * @param at when it arose, milliseconds since 1970 UTC
 * @param error why the last attempt failed, at most 100 characters; empty before
 */
public record Notice(
        String channel,
        long sequence,
        String topic,
        String from,
        String to,
        String cause,
        double score,
        String grade,
        int model,
        State state,
        int attempts,
        long due,
        long deadline,
        long at,
        String error) {

    public static final String STAGE = "stage";
    public static final String ESCALATION = "escalation";
    public static final String ERASED = "erased";

    public Notice {
        error = error.length() <= 100 ? error : error.substring(0, 100);
    }

    /** The order is stored: only ever append. */
    public enum State {
        WAITING,
        /** Given up; waits for somebody to replay or drop it. */
        DEAD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean same(Notice other) {
        return sequence == other.sequence && topic.equals(other.topic) && channel.equals(other.channel);
    }

    public boolean waiting() {
        return state == State.WAITING;
    }

    /** After an attempt that failed. */
    public Notice failed(String why, long nextDue) {
        return to(State.WAITING, attempts + 1, nextDue, deadline, why);
    }

    public Notice dead(String why) {
        return to(State.DEAD, attempts, due, deadline, why);
    }

    /** From the beginning, for somebody who has mended the receiver. */
    public Notice replayed(long now, long newDeadline) {
        return to(State.WAITING, 0, now, newDeadline, "");
    }

    private Notice to(State newState, int newAttempts, long newDue, long newDeadline, String newError) {
        return new Notice(
                channel,
                sequence,
                topic,
                from,
                to,
                cause,
                score,
                grade,
                model,
                newState,
                newAttempts,
                newDue,
                newDeadline,
                at,
                newError);
    }
}
