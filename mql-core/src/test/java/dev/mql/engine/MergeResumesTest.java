package dev.mql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;

import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.LeadStore;
import dev.mql.store.MemoryStorage;
import dev.mql.store.Storage;
import dev.mql.store.StoreException;
import dev.mql.testkit.TickingClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A merge crosses shards in several commits; stopped at any of them, before or after it took effect, it is finished later, once. */
class MergeResumesTest {
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final MemoryStorage storage = new MemoryStorage(clock);
    private final Config config = Config.of(Map.of());
    private final Vault vault = new Vault("0123456789abcdef0123456789abcdef");

    /** A node of its own: nothing is shared with another but the store. */
    private Leads node(LeadStore store) {
        Storage seen = mock(Storage.class, delegatesTo(storage));
        doReturn(store).when(seen).leads();
        Decider decider = new Decider(config, vault, new Models(storage, clock, config));
        return new Leads(seen, decider, vault, clock, config);
    }

    /** A store whose n-th commit fails: the server is gone before it acted, or only its answer is lost. */
    private LeadStore failing(int nth, boolean afterItActed) {
        LeadStore store = mock(LeadStore.class, delegatesTo(storage));
        AtomicInteger calls = new AtomicInteger();
        doAnswer(call -> {
                    boolean fails = calls.incrementAndGet() == nth;
                    Object outcomes = fails && !afterItActed ? List.of() : storage.commit(call.getArgument(0));
                    if (fails) {
                        throw new StoreException("gone", null);
                    }
                    return outcomes;
                })
                .when(store)
                .commit(any());
        return store;
    }

    private Event event(int n, String visitor, String type, String email) {
        return Event.of(new EventId(n, n), visitor, type, clock.millis(), Source.FILTER, "/" + n, Props.NONE)
                .withEmail(email);
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "3,false", "4,false", "1,true", "2,true", "3,true", "4,true"})
    void mergeStoppedAnywhereIsFinishedLaterAndCountsEverythingOnce(int nth, boolean afterItActed) {
        Leads calm = node(storage);
        calm.apply(List.of(event(1, "phone", "login", "eve@example.org"), event(2, "phone", "search", null)));
        calm.apply(List.of(event(3, "laptop", "quote_request", null), event(4, "laptop", "view_pricing", null)));
        LeadId known = calm.byAddress("eve@example.org").orElseThrow().id();
        LeadId anonymous = calm.byVisitor("laptop").orElseThrow().id();

        List<Event> logIn = List.of(event(5, "laptop", "login", "eve@example.org"));
        Leads troubled = node(failing(nth, afterItActed));
        try {
            troubled.apply(logIn);
        } catch (StoreException gone) {
            assertThat(gone).hasMessage("gone");
        }
        node(storage).apply(logIn);

        Lead joined = calm.byVisitor("laptop").orElseThrow();
        assertThat(joined.id()).isEqualTo(known);
        assertThat(calm.get(anonymous)).hasValue(joined);
        assertThat(joined.absorbed()).containsExactly(anonymous);
        assertThat(joined.activity().size()).isEqualTo(5);
        assertThat(storage.stageCounts().values().stream().mapToLong(n -> n).sum())
                .isEqualTo(1);
        assertThat(storage.load(List.of(anonymous)).get(0).undrained()).isFalse();
    }
}
