package dev.mql.nurture.template;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cart, or items that were looked at, as a mail or a page shows them. All names come from outside and are escaped when they are written.
 *
 * @param currency ISO 4217; one that Java does not know is written as it is
 */
public record CartView(List<Line> lines, String currency) {
    public CartView {
        lines = List.copyOf(lines);
    }

    /**
     * @param price of one piece
     * @param image absolute address of a picture, or {@code null}; a mail shows it only if it is https
     * @param url absolute address of the item's page, or {@code null}
     */
    public record Line(
            String name,
            BigDecimal price,
            int quantity,
            @Nullable String image,
            @Nullable String url) {

        /** An item without a page. */
        public Line(String name, BigDecimal price, int quantity, @Nullable String image) {
            this(name, price, quantity, image, null);
        }

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

    /** The name of the item that costs most; empty in an empty cart. */
    String dearest() {
        Line dearest = null;
        for (Line line : lines) {
            if (dearest == null || line.price.compareTo(dearest.price) > 0) {
                dearest = line;
            }
        }
        return dearest == null ? "" : dearest.name;
    }
}
