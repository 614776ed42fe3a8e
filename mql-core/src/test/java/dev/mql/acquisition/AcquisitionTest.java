package dev.mql.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadCodec;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stays with a lead of where it came from. */
class AcquisitionTest {
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Mql mql =
            Mql.builder().config(Config.of(Map.of())).clock(clock).build();
    private final Arrival arrival = new Arrival(List.of());

    @AfterEach
    void close() {
        mql.close();
    }

    private Event arrives(String visitor, String query, long at) {
        Event view = Event.of(EventId.at(at), visitor, "page_view", at, Source.FILTER, "/", Props.NONE);
        return Objects.requireNonNull(arrival.read(view, query, null, "shop.example"));
    }

    private void comes(String visitor, String query) {
        mql.leads().apply(List.of(arrives(visitor, query, clock.millis())));
    }

    private Event event(String visitor, String type, Map<String, ?> props) {
        return Event.of(EventId.at(clock.millis()), visitor, type, clock.millis(), Source.API, "/", Props.of(props));
    }

    private Lead lead(String visitor) {
        return mql.leads().byVisitor(visitor).orElseThrow();
    }

    private Acquisition acquisition(String visitor) {
        return Objects.requireNonNull(lead(visitor).acquisition());
    }

    @Test
    void firstAndLastSourceAreKeptAndSurviveStorage() {
        comes("v", "utm_source=blog&utm_medium=referral");
        clock.advance(Duration.ofDays(2));
        comes("v", "gclid=A1");
        clock.advance(Duration.ofDays(2));
        comes("v", "utm_source=newsletter&utm_medium=email&utm_campaign=Spring");
        assertThat(acquisition("v").first().source()).isEqualTo("blog");
        assertThat(acquisition("v").last().campaign()).isEqualTo("Spring");
        assertThat(lead("v").activity().touches())
                .extracting(touch -> touch.type())
                .containsExactly("campaign_details", "ad_click", "campaign_details");
        Lead lead = lead("v");
        assertThat(LeadCodec.decode(lead.id(), LeadCodec.encode(lead))).isEqualTo(lead);
    }

    @Test
    void reloadOfTheSameVisitIsNoSecondClickButTheSameLinkTomorrowIs() {
        comes("v", "utm_source=google&utm_medium=cpc");
        clock.advance(Duration.ofMinutes(10));
        comes("v", "utm_source=google&utm_medium=cpc");
        assertThat(lead("v").activity().size()).isEqualTo(1);
        clock.advance(Duration.ofDays(1));
        comes("v", "utm_source=google&utm_medium=cpc");
        assertThat(lead("v").activity().size()).isEqualTo(2);
    }

    @Test
    void clickWithAnIdCountsOnceHoweverLateItsPageIsReloaded() {
        comes("v", "gclid=A1");
        clock.advance(Duration.ofDays(3));
        comes("v", "gclid=A1");
        assertThat(lead("v").activity().size()).isEqualTo(1);
        comes("v", "gclid=A2");
        assertThat(lead("v").activity().size()).isEqualTo(2);
    }

    @Test
    void lateArrivalIsPutInItsPlaceInTime() {
        long now = clock.millis();
        mql.leads().apply(List.of(arrives("v", "utm_source=second&utm_medium=x", now)));
        mql.leads().apply(List.of(arrives("v", "utm_source=first&utm_medium=x", now - 86_400_000)));
        assertThat(acquisition("v").first().source()).isEqualTo("first");
        assertThat(acquisition("v").last().source()).isEqualTo("second");
    }

    @Test
    void joinedHistoriesHaveTheFirstSourceOfEither() {
        comes("phone", "utm_source=social&utm_medium=social");
        clock.advance(Duration.ofDays(1));
        comes("laptop", "utm_source=newsletter&utm_medium=email");
        for (String visitor : List.of("laptop", "phone")) {
            mql.leads().apply(List.of(event(visitor, "login", Map.of()).withEmail("ann@shop.example")));
        }
        assertThat(lead("phone").id()).isEqualTo(lead("laptop").id());
        assertThat(acquisition("phone").first().source()).isEqualTo("social");
        assertThat(acquisition("phone").last().source()).isEqualTo("newsletter");
    }

    @Test
    void whoTakesConsentToAdvertisingBackIsKnownToComeFromNowhere() {
        comes("v", "gclid=A1");
        clock.advance(Duration.ofHours(1));
        mql.leads().apply(List.of(event("v", "consent_withdrawn", Map.of("purposes", "advertising"))));
        assertThat(lead("v").acquisition()).isNull();
        assertThat(lead("v").activity().size()).isZero();
        clock.advance(Duration.ofHours(1));
        mql.leads().apply(List.of(event("v", "consent_granted", Map.of("purposes", "advertising"))));
        comes("v", "gclid=A2");
        assertThat(acquisition("v").first().clickId()).isEqualTo("gclid:A2");
    }
}
