package dev.mql.nurture.template;

import java.util.List;

/** Why somebody did not buy, and how somebody likes what they bought: the answers that are offered, by the word under which they are stored. */
public final class Reasons {
    public static final List<String> ALL = List.of(
            "price",
            "shipping_cost",
            "delivery_time",
            "trust",
            "payment",
            "only_looking",
            "bought_elsewhere",
            "technical",
            "other");

    /** How an order was: the three answers of the mail {@code satisfaction.1}. */
    public static final List<String> RATINGS = List.of("good", "fair", "poor");

    /** The few that fit into a mail; the page behind them offers all. */
    static final List<String> IN_MAIL =
            List.of("price", "shipping_cost", "delivery_time", "trust", "only_looking", "other");

    private Reasons() {}
}
