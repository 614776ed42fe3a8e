package dev.mql.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.Change;
import dev.mql.store.StoreException;
import dev.mql.testkit.RedisCluster;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Replicas that take over, with the same client all along. */
class RedisFailoverTest {
    @Test
    void leadsAreCommittedAndGoneThroughAgainAfterAMasterWasReplaced() {
        try (RedisCluster cluster = RedisCluster.start(1);
                RedisStorage storage =
                        new RedisStorage(cluster.url(), 16, Duration.ofDays(730), InstantSource.system())) {
            List<Lead> leads = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                leads.add(Lead.fresh(LeadId.ofVisitor("v" + i)));
            }
            assertThat(committed(storage, leads)).isTrue();
            var part = storage.leads().scan(null, 16);
            Set<LeadId> found = new HashSet<>();
            part.leads().forEach(lead -> found.add(lead.id()));
            cluster.nodes().get(0).kill();
            List<LeadId> ids = leads.stream().map(Lead::id).toList();
            Awaitility.await()
                    .dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(StoreException.class)
                    .until(() -> {
                        List<Lead> stored = storage.leads().load(ids);
                        return stored.stream().anyMatch(Lead::stored) && committed(storage, stored);
                    });
            while (part.next() != null) {
                part = storage.leads().scan(part.next(), 100);
                part.leads().forEach(lead -> found.add(lead.id()));
            }
            assertThat(found).containsAll(ids);
        }
    }

    private static boolean committed(RedisStorage storage, List<Lead> leads) {
        return storage
                .leads()
                .commit(leads.stream()
                        .map(lead -> new Change(lead, lead.seen(1, 1), 1, Long.MAX_VALUE / 4, List.of()))
                        .toList())
                .stream()
                .allMatch(outcome -> outcome.committed());
    }
}
