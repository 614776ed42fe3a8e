package dev.mql.nurture.series;

import dev.mql.cart.Cart;
import dev.mql.cart.Feedback;
import dev.mql.event.EventType;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Lead;
import java.util.List;
import java.util.Locale;

/**
 * A condition on what happened since a series began.
 *
 * @param reasons for {@link Ask#REASON} and {@link Ask#NOT_REASON}: codes of answers, at least one
 * @param score for {@link Ask#SCORE_FROM} and {@link Ask#SCORE_BELOW}
 */
public record When(Ask ask, List<String> reasons, double score) {

    /** What is asked. */
    public enum Ask {
        /** A mail of the lead was clicked by a person since the series began. */
        CLICKED,
        NOT_CLICKED,
        /** The lead was in the shop since the series began. */
        VISITED,
        NOT_VISITED,
        SCORE_FROM,
        SCORE_BELOW,
        /** The lead said why not, and it is one of these. */
        REASON,
        NOT_REASON;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean asksReason() {
            return this == REASON || this == NOT_REASON;
        }
    }

    public When {
        reasons = List.copyOf(reasons);
        Checks.that(
                ask.asksReason() != reasons.isEmpty(), "reasons", "must name answers for reason and not_reason alone");
        Checks.that(Double.isFinite(score) && Math.abs(score) <= 100_000, "score", "must be a score");
    }

    boolean asksScore() {
        return ask == Ask.SCORE_FROM || ask == Ask.SCORE_BELOW;
    }

    boolean holds(Lead lead, Enrolment run, double scoreNow) {
        return switch (ask) {
            case CLICKED -> clicked(lead, run);
            case NOT_CLICKED -> !clicked(lead, run);
            case VISITED -> visited(lead, run);
            case NOT_VISITED -> !visited(lead, run);
            case SCORE_FROM -> scoreNow >= score;
            case SCORE_BELOW -> scoreNow < score;
            case REASON -> reasons.contains(reason(lead, run));
            case NOT_REASON -> !reasons.contains(reason(lead, run));
        };
    }

    private static boolean clicked(Lead lead, Enrolment run) {
        return lead.activity().lastOf(EventType.EMAIL_CLICK) >= run.at();
    }

    private static boolean visited(Lead lead, Enrolment run) {
        return lead.activity().lastOf(EventType.PAGE_VIEW) > run.at()
                || lead.activity().lastOf("view_item") > run.at();
    }

    private static String reason(Lead lead, Enrolment run) {
        Feedback answer = lead.cart(run.subject()).map(Cart::feedback).orElse(null);
        return answer == null ? "" : answer.reason().toLowerCase(Locale.ROOT);
    }
}
