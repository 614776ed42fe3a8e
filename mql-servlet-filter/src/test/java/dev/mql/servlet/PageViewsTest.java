package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageViewsTest {
    private static final long NOW = 1_764_000_000_000L;

    private final PageViews views = new PageViews();

    private static Event view(String id, String visitor, String url, long at) {
        return Event.of(EventId.parse(id), visitor, "page_view", at, Source.BEACON, url, Props.NONE);
    }

    private EventId joined(String id, String visitor, String url, long at) {
        return views.join(List.of(view(id, visitor, url, at))).get(0).id();
    }

    @Test
    void viewThatTheFilterHasSeenIsTheSameOneHoweverOftenItIsTold() {
        views.seen(view("filter", "anna", "/p", NOW));

        assertThat(joined("beacon", "anna", "/p", NOW + 2_000)).isEqualTo(EventId.parse("filter"));
        assertThat(joined("beacon", "anna", "/p", NOW + 90_000)).isEqualTo(EventId.parse("filter"));
    }

    @Test
    void secondViewOfThePageIsAnother() {
        views.seen(view("filter", "anna", "/p", NOW));

        joined("beacon", "anna", "/p", NOW + 1_000);
        assertThat(joined("again", "anna", "/p", NOW + 3_000)).isEqualTo(EventId.parse("again"));

        views.seen(view("reloaded", "anna", "/p", NOW + 5_000));
        joined("reloaded", "anna", "/p", NOW + 6_000);
        assertThat(joined("back", "anna", "/p", NOW + 7_000)).isEqualTo(EventId.parse("back"));
    }

    @Test
    void whatIsOfSomebodyElseOrElsewhereOrLaterOrNoViewStaysWhatItIs() {
        views.seen(view("filter", "anna", "/p", NOW));

        assertThat(joined("1", "bert", "/p", NOW)).isEqualTo(EventId.parse("1"));
        assertThat(joined("2", "anna", "/q", NOW)).isEqualTo(EventId.parse("2"));
        assertThat(joined("3", "anna", "/p", NOW + 31_000)).isEqualTo(EventId.parse("3"));
        Event search = Event.of(EventId.parse("4"), "anna", "search", NOW, Source.BEACON, "/p", Props.NONE);
        assertThat(views.join(List.of(search))).containsExactly(search);
    }
}
