package dev.mql.admin.page.carts;

import dev.mql.admin.page.Show.When;
import java.util.List;

/**
 * What the page of carts shows. Public because the template reads it.
 *
 * @param chosen word of the filter; empty for all
 */
public record CartsView(String summary, List<Choice> choices, String chosen, List<Row> rows) {

    /** What became of carts, and of how many. */
    public record Choice(String word, String label) {}

    /** @param mailed whether a mail went or will go */
    public record Row(String href, String name, String value, String depth, When when, String fate, boolean mailed) {}
}
