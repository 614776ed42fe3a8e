package dev.mql.lead;

import dev.mql.lead.Mailing.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a series of mails made of one occasion: a cart that was left, an address that was confirmed, an order. There is at most one for
 * each (kind, subject). Immutable.
 *
 * @param subject what the mails are about, as in {@link Mailing#subject}
 * @param series id of the series that took it; empty if none did
 * @param group how its mails are compared with none; {@link Group#NONE} if no series took it
 * @param at when that was decided, milliseconds since 1970 UTC
 * @param since the last touch of the occasion that was known then, milliseconds since 1970 UTC
 * @param creditUntil orders up to here are put down to it, milliseconds since 1970 UTC
 * @param reason why no series took it, or why its mails ended early, a word a marketer can read; {@code null} if neither
 * @param orderedAt when the first order after it came, milliseconds since 1970 UTC; 0 if none did
 * @param value of that order; 0 if it is not known
 * @param currency ISO 4217; empty if it is not known
 * @param credited whether the order is put down to a mail of this series: at most one series for each order
 */
public record Enrolment(
        Kind kind,
        String subject,
        String series,
        Group group,
        long at,
        long since,
        long creditUntil,
        @Nullable String reason,
        long orderedAt,
        double value,
        String currency,
        boolean credited) {

    /** The order is stored: only ever append. */
    public enum Group {
        NONE,
        /** Gets the mails. */
        A,
        /** Gets the mails in their second wording. */
        B,
        /** Gets none, so that it can be seen what would have happened anyway. */
        HOLDOUT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** No series took it, for a reason. */
    public static Enrolment refused(Kind kind, String subject, String reason, long at, long since) {
        return new Enrolment(kind, subject, "", Group.NONE, at, since, 0, reason, 0, 0, "", false);
    }

    /** A series took it. */
    public static Enrolment entered(
            Kind kind, String subject, String series, Group group, long at, long since, long creditUntil) {
        return new Enrolment(kind, subject, series, group, at, since, creditUntil, null, 0, 0, "", false);
    }

    public boolean entered() {
        return group != Group.NONE;
    }

    public boolean same(Kind otherKind, String otherSubject) {
        return kind == otherKind && subject.equals(otherSubject);
    }

    public Enrolment touched(long newSince) {
        return new Enrolment(
                kind, subject, series, group, at, newSince, creditUntil, reason, orderedAt, value, currency, credited);
    }

    public Enrolment because(String why) {
        return new Enrolment(
                kind, subject, series, group, at, since, creditUntil, why, orderedAt, value, currency, credited);
    }

    public Enrolment ordered(long when, double worth, String iso4217, boolean toItsCredit) {
        return new Enrolment(
                kind, subject, series, group, at, since, creditUntil, reason, when, worth, iso4217, toItsCredit);
    }
}
