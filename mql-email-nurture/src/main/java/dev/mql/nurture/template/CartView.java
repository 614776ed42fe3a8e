package dev.mql.nurture.template;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cart as a mail or a page shows it. All names come from outside and are escaped when they are written.
 *
 * @param currency ISO 4217; one that Java does not know is written as it is
 */
public record CartView(List<Line> lines, String currency) {
    public CartView {
        lines = List.copyOf(lines);
    }

    /**
     * @param price of one piece
     * @param image absolute address of a picture, or {@code null}
     */
    public record Line(
            String name,
            BigDecimal price,
            int quantity,
            @Nullable String image) {
        BigDecimal total() {
            return price.multiply(BigDecimal.valueOf(quantity));
        }
    }

    BigDecimal total() {
        return lines.stream().map(Line::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    int pieces() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }
}
