package dev.mql.nurture.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Topic;
import dev.mql.store.MemoryStorage;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuppressionsTest {
    private static final String NOW = "hash-of-now";
    private static final String BEFORE = "hash-of-before";
    private static final List<String> BOTH = List.of(NOW, BEFORE);

    private final MemoryStorage storage = new MemoryStorage(InstantSource.system());
    private final Suppressions suppressions = new Suppressions(storage);

    @ParameterizedTest
    @EnumSource(Topic.class)
    void refusedKindIsHeldBackAndOthersAreNot(Topic topic) {
        suppressions.decline(List.of(BEFORE), EnumSet.of(topic));
        for (Topic each : Topic.values()) {
            assertThat(suppressions.reason(BOTH, each)).isEqualTo(each == topic ? "declined_topic" : null);
        }
        assertThat(suppressions.reason(BOTH)).isNull();
        assertThat(suppressions.declined(BOTH)).containsExactly(topic);
    }

    @Test
    void lastChoiceCounts() {
        suppressions.decline(BOTH, EnumSet.of(Topic.OFFERS, Topic.REMINDERS));
        suppressions.decline(BOTH, EnumSet.of(Topic.WELCOME));
        assertThat(suppressions.declined(BOTH)).containsExactly(Topic.WELCOME);
        suppressions.decline(BOTH, Set.of());
        assertThat(suppressions.declined(BOTH)).isEmpty();
        assertThat(suppressions.reason(BOTH, Topic.WELCOME)).isNull();
    }

    @Test
    void endOfAllMailWinsOverAChoiceWhicheverCameFirst() {
        suppressions.decline(BOTH, EnumSet.of(Topic.OFFERS));
        suppressions.add(NOW, "unsubscribed");
        assertThat(suppressions.reason(BOTH, Topic.REMINDERS)).isEqualTo("unsubscribed");
        suppressions.decline(BOTH, Set.of());
        assertThat(suppressions.reason(BOTH)).isEqualTo("unsubscribed");
        suppressions.add(NOW, "bounced");
        assertThat(suppressions.reason(BOTH)).as("a wish gives way").isEqualTo("bounced");
        suppressions.add(NOW, "complained");
        assertThat(suppressions.reason(BOTH, Topic.OFFERS))
                .as("the first reason stays")
                .isEqualTo("bounced");
    }

    @Test
    void recordsOfBeforeAreReadAsTheyWere() {
        storage.put("suppressed", NOW, 0, "unsubscribed", null);
        storage.put("suppressed", BEFORE, 0, "declined questions later_topic", null);
        assertThat(suppressions.reason(BOTH)).isEqualTo("unsubscribed");
        assertThat(suppressions.declined(BOTH)).containsExactly(Topic.QUESTIONS);
        assertThat(suppressions.reason(List.of())).isNull();
    }

    @Test
    void newSignUpLiftsTheEndOfAllMailAndNoBounceAndNoChoice() {
        suppressions.add(NOW, "unsubscribed");
        suppressions.decline(List.of(BEFORE), EnumSet.of(Topic.OFFERS));
        suppressions.add("other", "bounced");
        suppressions.lift(List.of(NOW, BEFORE, "other"));
        assertThat(suppressions.reason(BOTH)).isNull();
        assertThat(suppressions.declined(BOTH)).containsExactly(Topic.OFFERS);
        assertThat(suppressions.reason(List.of("other"))).isEqualTo("bounced");
    }
}
