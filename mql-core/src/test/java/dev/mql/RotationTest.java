package dev.mql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Person;
import dev.mql.testkit.RedisProcess;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The secret is changed while leads are stored under the one before it. */
class RotationTest {
    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final String NEW = "another secret, of 36 characters too";
    private static final String EVE = "eve@example.org";

    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final RedisProcess redis = RedisProcess.start();

    @AfterEach
    void end() {
        redis.close();
    }

    private Mql node(String secret, String previous) {
        return Mql.builder()
                .config(Config.of(
                        Map.of("mql.redis.url", redis.url(), "mql.secret", secret, "mql.secret.previous", previous)))
                .clock(clock)
                .build();
    }

    private Mql rotated() {
        return node(NEW, OLD.concat(" ,").concat("a third secret that nobody ever used"));
    }

    private Event event(String visitor, String type, String address) {
        return Event.of(
                        EventId.at(clock.millis()),
                        visitor,
                        type,
                        clock.millis(),
                        Source.FILTER,
                        "/" + visitor,
                        Props.of(Map.of("name", "Eve")))
                .withEmail(address);
    }

    private LeadId knownUnderTheOldSecret() {
        try (Mql before = node(OLD, "")) {
            before.leads().apply(List.of(event("phone", "login", EVE), event("phone", "view_pricing", null)));
            return before.leads().byAddress(EVE).orElseThrow().id();
        }
    }

    private static long known(Mql mql) {
        return mql.leads().stageCounts().values().stream().mapToLong(n -> n).sum();
    }

    @Test
    void logInAndOrderFindTheLeadOfBefore() {
        LeadId eve = knownUnderTheOldSecret();
        try (Mql now = rotated()) {
            assertThat(now.leads().byAddress(" Eve@Example.org").orElseThrow().id())
                    .isEqualTo(eve);
            now.leads().apply(List.of(event("laptop", "login", EVE), event("tablet", "purchase", EVE)));

            for (String device : List.of("phone", "laptop", "tablet")) {
                assertThat(now.leads().byVisitor(device).orElseThrow().id()).isEqualTo(eve);
            }
            assertThat(known(now)).isEqualTo(1);
            Person person = now.leads().get(eve).orElseThrow().person();
            assertThat(person.addressHash()).isEqualTo(now.vault().addressHash(EVE));
            assertThat(now.vault().current(String.valueOf(person.sealedAddress())))
                    .isTrue();
        }
        try (Mql later = node(NEW, "")) {
            assertThat(later.leads().byAddress(EVE).orElseThrow().id()).isEqualTo(eve);
            later.leads().apply(List.of(event("watch", "login", EVE)));
            assertThat(later.leads().byVisitor("watch").orElseThrow().id()).isEqualTo(eve);
        }
    }

    @Test
    void confirmationJoinsTheLeadOfBefore() {
        LeadId eve = knownUnderTheOldSecret();
        try (Mql now = rotated()) {
            now.leads().apply(List.of(event("laptop", "newsletter_signup", EVE)));
            Lead confirmed =
                    now.leads().confirm(LeadId.ofVisitor("laptop"), EVE).orElseThrow();

            assertThat(confirmed.id()).isEqualTo(eve);
            assertThat(confirmed.person().basis()).isEqualTo(Person.Basis.DOUBLE_OPT_IN);
            assertThat(confirmed.claim()).isNull();
            assertThat(known(now)).isEqualTo(1);
        }
    }

    @Test
    void claimOfBeforeIsTheSameClaim() {
        try (Mql before = node(OLD, "")) {
            before.leads().apply(List.of(event("phone", "newsletter_signup", EVE)));
        }
        try (Mql now = rotated()) {
            String hash = claimHash(now);
            now.leads().apply(List.of(event("phone", "newsletter_signup", EVE)));
            assertThat(claimHash(now)).isEqualTo(hash).isNotEqualTo(now.vault().addressHash(EVE));

            now.leads().apply(List.of(event("phone", "login", EVE)));
            assertThat(now.leads().byVisitor("phone").orElseThrow().claim()).isNull();
        }
    }

    private static String claimHash(Mql mql) {
        var claim = mql.leads().byVisitor("phone").orElseThrow().claim();
        return claim == null ? "none" : claim.addressHash();
    }

    @Test
    void twoLeadsOfOneAddressMadeWhileTheSecretWasChangedBecomeOne() {
        LeadId first = knownUnderTheOldSecret();
        try (Mql alone = node(NEW, "")) {
            alone.leads().apply(List.of(event("laptop", "login", EVE)));
            assertThat(known(alone)).isEqualTo(2);
        }
        try (Mql now = rotated()) {
            now.leads().apply(List.of(event("tablet", "login", EVE)));

            LeadId one = now.leads().byVisitor("tablet").orElseThrow().id();
            assertThat(now.leads().byVisitor("laptop").orElseThrow().id()).isEqualTo(one);
            assertThat(now.leads().get(first).orElseThrow().id()).isEqualTo(one);
            assertThat(known(now)).isEqualTo(1);
            assertThat(now.leads().byVisitor("phone").orElseThrow().activity().touches())
                    .filteredOn(touch -> touch.type().equals("login"))
                    .hasSize(3);
        }
    }

    @Test
    void someoneElseOnTheSameDeviceStaysSomeoneElse() {
        LeadId eve = knownUnderTheOldSecret();
        try (Mql now = rotated()) {
            now.leads().apply(List.of(event("phone", "login", "al@example.org")));

            assertThat(now.leads().byAddress("al@example.org").orElseThrow().id())
                    .isNotEqualTo(eve);
            assertThat(now.leads().byAddress(EVE).orElseThrow().id()).isEqualTo(eve);
            assertThat(known(now)).isEqualTo(2);
        }
    }

    @Test
    void leadThatIsWokenIsMovedToTheCurrentSecret() {
        LeadId eve;
        try (Mql before = node(OLD, "")) {
            before.leads()
                    .apply(List.of(event("phone", "login", EVE), event("phone", "add_to_cart", null), item("phone")));
            eve = before.leads().byAddress(EVE).orElseThrow().id();
            before.leads().apply(List.of(event("tv", "contact_form", "al@example.org"), item("tv")));
        }
        clock.advance(Duration.ofHours(2));
        try (Mql now = rotated()) {
            now.runDue();
            Awaitility.await().until(() -> now.vault()
                    .current(String.valueOf(
                            now.leads().get(eve).orElseThrow().person().sealedName())));
        }
        try (Mql later = node(NEW, "")) {
            Lead lead = later.leads().byAddress(EVE).orElseThrow();
            assertThat(lead.id()).isEqualTo(eve);
            assertThat(later.vault().open(String.valueOf(lead.person().sealedAddress())))
                    .isEqualTo(EVE);
            assertThat(later.vault().open(String.valueOf(lead.person().sealedName())))
                    .isEqualTo("Eve");
            var claim = later.leads().byVisitor("tv").orElseThrow().claim();
            assertThat(claim).isNotNull();
            assertThat(later.vault().open(claim == null ? "" : claim.sealedAddress()))
                    .isEqualTo("al@example.org");
        }
    }

    @Test
    void silentLeadsAreMovedOnceAllNodesHaveTheNewSecret() {
        LeadId eve = knownUnderTheOldSecret();
        try (Mql before = node(OLD, "")) {
            before.leads().apply(List.of(event("tv", "contact_form", "al@example.org")));
        }
        try (Mql now = rotated();
                Mql other = rotated()) {
            Lead silent = now.leads().get(eve).orElseThrow();
            clock.advance(Duration.ofMinutes(11));
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                var job = now.records().get("job", "secret-" + now.vault().keyId());
                assertThat(job == null ? "" : job.text()).isEqualTo("done");
            });
            assertThat(now.leads().get(eve).orElseThrow().version()).isEqualTo(silent.version() + 1);
            assertThat(now.counters().value("secret.moved") + other.counters().value("secret.moved"))
                    .isEqualTo(2);
        }
        try (Mql later = node(NEW, "")) {
            assertThat(later.leads().byAddress(EVE).orElseThrow().id()).isEqualTo(eve);
        }
    }

    private Event item(String visitor) {
        return Event.of(
                EventId.at(clock.millis()),
                visitor,
                "add_to_cart",
                clock.millis(),
                Source.FILTER,
                "/",
                Props.of(Map.of("item_id", "7", "price", 5)));
    }

    @Test
    void withoutTheSecretOfBeforeNothingIsLostAndTheMessageSaysWhatIsMissing() {
        LeadId eve = knownUnderTheOldSecret();
        try (Mql blind = node(NEW, "")) {
            Lead lead = blind.leads().get(eve).orElseThrow();
            assertThatThrownBy(() ->
                            blind.vault().open(String.valueOf(lead.person().sealedAddress())))
                    .isInstanceOf(MqlException.class)
                    .hasMessageContaining("mql.secret.previous")
                    .hasMessageNotContaining(OLD);
            assertThat(blind.leads().renewed(lead)).isEqualTo(lead);
            blind.leads().erase(eve);
        }
        try (Mql now = rotated()) {
            assertThat(now.leads().get(eve)).isEmpty();
            assertThat(now.leads().byAddress(EVE)).isEmpty();
        }
    }

    @Test
    void erasedPersonIsFoundUnderNoSecretAndMayComeBack() {
        LeadId eve = knownUnderTheOldSecret();
        try (Mql now = rotated()) {
            now.leads().apply(List.of(event("laptop", "login", EVE)));
            now.leads().erase(eve);
            assertThat(now.leads().byAddress(EVE)).isEmpty();
            assertThat(now.leads().byVisitor("laptop")).isEmpty();
        }
        try (Mql before = node(OLD, "")) {
            assertThat(before.leads().byAddress(EVE)).isEmpty();
        }
        clock.advance(Duration.ofMinutes(1));
        try (Mql now = rotated()) {
            now.leads().apply(List.of(event("tv", "login", EVE)));
            Lead back = now.leads().byAddress(EVE).orElseThrow();
            assertThat(back.activity().touches()).hasSize(1);
            now.leads().apply(List.of(event("laptop", "login", EVE)));
            assertThat(now.leads().byVisitor("laptop").orElseThrow().id()).isEqualTo(back.id());
        }
    }
}
