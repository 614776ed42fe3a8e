package dev.mql.demo.shop;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * One thing that the shop sells.
 *
 * @param id also the last part of the product's address, and the name of its pictures
 * @param price in EUR, including VAT
 * @param text paragraphs
 */
public record Product(
        String id,
        String name,
        String kind,
        String tagline,
        BigDecimal price,
        String unit,
        List<String> text,
        List<Detail> details) {

    /** A line of the table below the text, such as "Capacity: 0.9 l". */
    public record Detail(String label, String value) {}

    /** The path of the product's page. */
    public String url() {
        return "/p/" + id;
    }

    /** The path of the drawing that pages show. */
    public String picture() {
        return "/assets/products/" + id + ".svg";
    }

    /** The path of the same picture as PNG, since mail programs do not show SVG. */
    public String image() {
        return "/assets/products/" + id + ".png";
    }

    /** The price for people. */
    public String priceText() {
        return Money.text(price);
    }

    boolean matches(String word) {
        return (name + ' ' + kind + ' ' + tagline + ' ' + String.join(" ", text))
                .toLowerCase(Locale.ROOT)
                .contains(word);
    }
}
