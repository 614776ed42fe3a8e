package dev.mql.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.testkit.RedisProcess;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a real Redis: what several people of one company come to. */
class CompanyRosterTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final RedisProcess redis = RedisProcess.start();
    private Mql mql = node(Map.of());

    private Mql node(Map<String, String> changed) {
        Map<String, String> settings = new TreeMap<>(Map.of("mql.redis.url", redis.url(), "mql.secret", SECRET));
        settings.putAll(changed);
        return Mql.builder().config(Config.of(settings)).clock(clock).build();
    }

    private void restart(Map<String, String> changed) {
        mql.close();
        mql = node(changed);
    }

    @AfterEach
    void end() {
        mql.close();
        redis.close();
    }

    private Event logIn(String visitor, String address) {
        return event(visitor, "login").withEmail(address);
    }

    private Event event(String visitor, String type) {
        return Event.of(
                EventId.at(clock.millis()), visitor, type, clock.millis(), Source.FILTER, "/" + type, Props.NONE);
    }

    private List<LeadId> ids(String domain) {
        return mql.companies().leads(domain).stream().map(Lead::id).toList();
    }

    private LeadId id(String address) {
        return mql.leads().byAddress(address).orElseThrow().id();
    }

    @Test
    void leadsOfOneDomainAreSeenTogether() {
        mql.leads().apply(List.of(logIn("a", "al@acme.com"), event("a", "view_pricing"), event("b", "quote_request")));
        clock.advance(Duration.ofHours(1));
        mql.leads()
                .apply(List.of(
                        logIn("b", "bo@mail.acme.com"), logIn("c", "cy@gmail.com"), logIn("d", "di@other.example")));

        assertThat(ids("acme.com")).containsExactly(id("al@acme.com"), id("bo@mail.acme.com"));
        Company acme = mql.companies().find("acme.com").orElseThrow();
        double sum = mql.companies().leads("acme.com").stream()
                .mapToDouble(lead -> mql.leads().score(lead).value())
                .sum();
        assertThat(acme.score()).isCloseTo(sum, within(1e-6)).isPositive();
        assertThat(acme.leads()).isEqualTo(2);
        assertThat(acme.stage()).isEqualTo(Stage.LEAD);
        assertThat(acme.lastSeen()).isEqualTo(clock.millis());
        assertThat(mql.companies().find("gmail.com")).isEmpty();
        assertThat(mql.companies().find("nobody.example")).isEmpty();
    }

    @Test
    void onePersonOnManyDevicesIsListedOnce() {
        for (String device : List.of("phone", "laptop", "tablet")) {
            mql.leads().apply(List.of(event(device, "search"), logIn(device, "al@acme.com")));
        }
        assertThat(ids("acme.com")).containsExactly(id("al@acme.com"));
    }

    @Test
    void missedLeadIsListedWithItsNextProofAndWhenItIsWoken() {
        mql.leads()
                .apply(List.of(
                        logIn("a", "al@acme.com"),
                        logIn("b", "bo@acme.com"),
                        Event.of(
                                EventId.at(clock.millis()),
                                "b",
                                "add_to_cart",
                                clock.millis(),
                                Source.FILTER,
                                "/",
                                Props.of(Map.of("item_id", "7", "price", 5)))));
        mql.records().delete("company", mql.vault().addressHash("@acme.com"));
        assertThat(ids("acme.com")).isEmpty();
        restart(Map.of());

        mql.leads().apply(List.of(logIn("a2", "al@acme.com")));
        assertThat(ids("acme.com")).containsExactly(id("al@acme.com"));
        clock.advance(Duration.ofHours(1));
        mql.runDue();
        org.awaitility.Awaitility.await().until(() -> ids("acme.com").size() == 2);
    }

    @Test
    void removedLeadIsListedNoMore() {
        mql.leads().apply(List.of(logIn("a", "al@acme.com"), logIn("b", "bo@acme.com")));
        Lead al = mql.leads().byAddress("al@acme.com").orElseThrow();
        mql.companies().remove(al);
        mql.companies().remove(al);

        assertThat(ids("acme.com")).containsExactly(id("bo@acme.com"));
    }

    @Test
    void newestLeadsAreKept() {
        List<Event> all = new ArrayList<>();
        IntStream.rangeClosed(1, CompanyRoster.MOST + 3).forEach(i -> all.add(logIn("v" + i, "p" + i + "@acme.com")));
        mql.leads().apply(all);

        assertThat(ids("acme.com"))
                .hasSize(CompanyRoster.MOST)
                .doesNotContain(id("p3@acme.com"))
                .contains(id("p4@acme.com"), id("p" + (CompanyRoster.MOST + 3) + "@acme.com"));
    }

    @Test
    void companyIsFoundAfterARotationOfTheSecret() {
        mql.leads().apply(List.of(logIn("a", "al@acme.com")));
        restart(Map.of("mql.secret", "another secret of 32 characters!", "mql.secret.previous", SECRET));
        mql.leads().apply(List.of(logIn("b", "bo@acme.com")));

        assertThat(ids("acme.com")).containsExactlyInAnyOrder(id("al@acme.com"), id("bo@acme.com"));
        mql.leads().apply(List.of(logIn("a", "al@acme.com")));
        restart(Map.of("mql.secret", "another secret of 32 characters!"));
        assertThat(ids("acme.com")).hasSize(2);
    }

    @Test
    void listExpiresAsItsLeadsDoAndLivesOnWhileItIsUsed() {
        mql.leads().apply(List.of(logIn("a", "al@acme.com")));
        String hash = mql.vault().addressHash("@acme.com");
        long first = version(hash);
        clock.advance(Duration.ofDays(29));
        mql.leads().apply(List.of(logIn("a", "al@acme.com")));
        assertThat(version(hash)).isEqualTo(first);
        clock.advance(Duration.ofDays(2));
        mql.leads().apply(List.of(logIn("a", "al@acme.com")));
        assertThat(version(hash)).isEqualTo(first + 1);
    }

    private long version(String hash) {
        var stored = mql.records().get("company", hash);
        return stored == null ? 0 : stored.version();
    }
}
