package dev.mql.benchmarks;

import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import java.util.List;
import java.util.Map;

/** Made-up visitors of a small shop; the n-th event of a visitor is the same in every run, but for its id. */
final class Shoppers {
    private static final List<String> PAGES =
            List.of("/", "/coffee", "/coffee/espresso", "/tea", "/about", "/shipping");
    private static final long FOUR_DAYS = 4 * 86_400_000L;

    private Shoppers() {}

    static String visitor(int number) {
        return String.format("%016x%06x", number * 0x9E37_79B9_7F4A_7C15L, number);
    }

    /**
     * One of a visitor's events: pages, products, now and then a search; four visits in the last two weeks, two minutes from event to
     * event.
     *
     * @param now milliseconds since 1970 UTC, the end of the two weeks
     */
    static Event event(int visitor, int number, long now) {
        int visit = number / 6;
        long at = now - (3 - visit % 4) * FOUR_DAYS - (6 - number % 6) * 120_000L;
        return switch (number % 5) {
            case 0, 3 -> event(visitor, "page_view", at, PAGES.get((visitor + number) % PAGES.size()), Map.of());
            case 1, 4 -> {
                String item = Integer.toString(100 + (visitor * 7 + number * 13) % 400);
                yield event(
                        visitor,
                        "view_item",
                        at,
                        "/product/" + item,
                        Map.of("item_id", item, "value", 19.9, "currency", "EUR"));
            }
            default -> event(visitor, "search", at, "/search", Map.of("search_term", "dark roast"));
        };
    }

    private static Event event(int visitor, String type, long at, String url, Map<String, ?> props) {
        return Event.of(EventId.at(at), visitor(visitor), type, at, Source.FILTER, url, Props.of(props));
    }
}
