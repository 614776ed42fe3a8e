package dev.mql.nurture.template;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sales is told of a lead. Names come from outside and are escaped when they are written.
 *
 * @param occasion why they are told now
 * @param name as the lead gave it, or {@code null}
 * @param address or {@code null} where none is known
 * @param since when the lead entered its stage
 * @param stage in words, for example {@code MQL}
 * @param score now
 * @param grade for example A1; empty where there is none
 * @param lines what gave most of the score, the largest first
 * @param others points of all other lines together
 * @param cart what is in the cart now, or {@code null}
 * @param page absolute address of the lead's page
 */
public record AlertView(
        Occasion occasion,
        @Nullable String name,
        @Nullable String address,
        Instant since,
        String stage,
        double score,
        String grade,
        List<Line> lines,
        double others,
        @Nullable CartView cart,
        String page) {

    public AlertView {
        lines = List.copyOf(lines);
    }

    /** Why sales is told. */
    public enum Occasion {
        QUALIFIED,
        WAITING_TOO_LONG
    }

    /** What gave points. */
    public record Line(Instant at, String text, double points) {}
}
