package dev.mql.handoff;

/**
 * What became of one attempt to tell.
 *
 * @param reason a word for people without personal data, for example {@code http_503}
 * @param notBefore when the next attempt makes sense at the earliest, milliseconds since 1970 UTC; 0 for "as you like"
 */
public record Answer(Kind kind, String reason, long notBefore) {

    /** What follows from it. */
    public enum Kind {
        /** The receiver has it. */
        DELIVERED,
        /** It failed for now: tried again, ever more rarely. */
        FAILED,
        /** It was not tried; does not count as an attempt. */
        PUT_OFF,
        /** The receiver wants none of it, or may have it already: never again by itself. */
        ENDED
    }

    public static Answer delivered() {
        return new Answer(Kind.DELIVERED, "delivered", 0);
    }

    public static Answer failed(String reason, long notBefore) {
        return new Answer(Kind.FAILED, reason, notBefore);
    }

    public static Answer putOff(String reason, long until) {
        return new Answer(Kind.PUT_OFF, reason, until);
    }

    public static Answer ended(String reason) {
        return new Answer(Kind.ENDED, reason, 0);
    }
}
