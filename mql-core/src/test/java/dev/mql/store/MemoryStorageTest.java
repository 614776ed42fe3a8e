package dev.mql.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.lead.Lead;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryStorageTest extends StorageContract {
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final MemoryStorage storage = new MemoryStorage(clock);

    @Override
    protected Storage storage() {
        return storage;
    }

    @Test
    void documentsAndRecordsAreGoneAfterTheirTime() {
        Lead fresh = Lead.fresh(anyId());
        long expiry = clock.instant().plus(Duration.ofDays(1)).toEpochMilli();
        storage.commit(List.of(new Change(fresh, fresh.seen(1, 1), 3_000_000, expiry, List.of())));
        storage.put("test", "x", 0, "1", Duration.ofHours(1));
        clock.advance(Duration.ofDays(1));
        assertThat(storage.load(List.of(fresh.id())).get(0).stored()).isFalse();
        assertThat(storage.countFrom(3_000_000)).isZero();
        assertThat(storage.get("test", "x")).isNull();
    }
}
