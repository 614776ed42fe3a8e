package dev.mql.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.CachingLeadStore;
import dev.mql.store.Change;
import dev.mql.store.Effect;
import dev.mql.store.LeadStore;
import dev.mql.store.Outcome;
import dev.mql.store.Storage;
import dev.mql.store.StorageContract;
import dev.mql.store.StoreException;
import dev.mql.testkit.RedisProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

class RedisStorageTest extends StorageContract {
    private static final Duration KEPT = Duration.ofDays(730);
    private static RedisProcess redis;
    private static RedisStorage storage;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        storage = new RedisStorage(redis.url(), 16, KEPT, InstantSource.system());
    }

    @AfterAll
    static void stop() {
        storage.close();
        redis.close();
    }

    @Override
    protected Storage storage() {
        return storage;
    }

    @Test
    void indexEntryOfAnExpiredDocumentIsCleared() {
        Lead fresh = Lead.fresh(anyId());
        storage.leads()
                .commit(List.of(
                        new Change(fresh, fresh.seen(1, 1).waking(1), 5_000_000, Long.MAX_VALUE / 4, List.of())));
        try (RedisClient jedis = RedisClient.create(redis.url())) {
            jedis.del(new RedisKeys(16).lead(fresh.id()));
        }
        storage.leads().forget(List.of(fresh.id()));
        assertThat(storage.index().countFrom(5_000_000)).isZero();
        assertThat(storage.leads().claimDue(Instant.ofEpochMilli(2), Duration.ofSeconds(1), 64))
                .doesNotContain(fresh.id());
    }

    @Test
    void batchThatFindsNoLibraryLoadsItAndIsCommittedOnce() {
        Lead known = Lead.fresh(anyId());
        Lead fresh = Lead.fresh(anyId());
        storage.leads().commit(List.of(new Change(known, known.seen(1, 1), 1, Long.MAX_VALUE / 4, List.of())));
        try (RedisClient jedis = RedisClient.create(redis.url())) {
            String library =
                    FunctionLibrary.TEXT.lines().findFirst().orElseThrow().replace("#!lua name=", "");
            jedis.functionDelete(library);
            assertThat(storage.leads()
                            .commit(List.of(
                                    new Change(known, known.seen(2, 2), 1, Long.MAX_VALUE / 4, List.of()),
                                    new Change(fresh, fresh.seen(2, 2), 1, Long.MAX_VALUE / 4, List.of()))))
                    .extracting(Outcome::committed)
                    .containsExactly(false, true);
        }
    }

    /** Places, wake-ups and counts hold ids and numbers only, which mean nothing once the document is gone. */
    private static final Pattern NO_DATA = Pattern.compile("mql:\\{\\d\\d}:(rank|due|stages)");

    @Test
    void everyKeyThatHoldsDataOfALeadExpires() {
        long now = InstantSource.system().millis();
        long expiry = now + Duration.ofDays(90).toMillis();
        for (int i = 0; i < 64; i++) {
            Lead fresh = Lead.fresh(anyId());
            Effect effect = new Effect(Effect.KINDS.get(i % Effect.KINDS.size()), fresh.id(), now, Map.of("a", "b"));
            Lead after = fresh.seen(now, now).waking(now + 1_000_000);
            Lead lead = storage.leads()
                    .commit(List.of(new Change(fresh, after, i, expiry, List.of(effect))))
                    .get(0)
                    .lead();
            storage.leads().commit(List.of(new Change(lead, lead.seen(1, now + 1), i, expiry, List.of(effect))));
            storage.leads().rerank(List.of(new LeadStore.Ranking(fresh.id(), 2, i + 1)));
        }
        try (RedisClient jedis = RedisClient.create(redis.url())) {
            List<String> forEver = new ArrayList<>();
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> part = jedis.scan(cursor, new ScanParams().match("mql:{*"));
                part.getResult().stream()
                        .filter(key -> jedis.pttl(key) == -1)
                        .filter(key -> !NO_DATA.matcher(key).matches())
                        .forEach(forEver::add);
                cursor = part.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
            assertThat(forEver).isEmpty();
            assertThat(jedis.keys("mql:{*}:effects:*")).isNotEmpty().allSatisfy(key -> assertThat(jedis.pttl(key))
                    .isBetween(Duration.ofDays(729).toMillis(), KEPT.toMillis()));
        }
    }

    @Test
    void effectsOlderThanTheRetentionGoWithTheNextOne() {
        String otherDatabase = redis.url() + "/1";
        try (RedisStorage fresh = new RedisStorage(otherDatabase, 1, KEPT, InstantSource.system());
                RedisClient jedis = RedisClient.create(otherDatabase)) {
            Lead lead = Lead.fresh(anyId());
            long now = InstantSource.system().millis();
            for (Duration age : List.of(KEPT.plusMinutes(1), KEPT.minusMinutes(1))) {
                jedis.xadd(
                        "mql:{00}:effects:cart",
                        new StreamEntryID(now - age.toMillis(), 0),
                        Map.of("l", lead.id().toString(), "t", "1", ".age", age.toString()));
            }
            Effect effect = new Effect(Effect.CART, lead.id(), now, Map.of("age", "0"));
            fresh.leads().commit(List.of(new Change(lead, lead.seen(1, 1), 1, now + 60_000, List.of(effect))));
            assertThat(fresh.index().effects(Effect.CART, 10))
                    .extracting(e -> e.fields().get("age"))
                    .containsExactly("0", KEPT.minusMinutes(1).toString());
        }
    }

    @Test
    void documentLivesAsLongAsAskedAndAtMostAnHourMore() {
        long now = InstantSource.system().millis();
        long hour = Duration.ofHours(1).toMillis();
        assertThat(expiryOf(now, now + 2 * hour)).isEqualTo(now + 2 * hour);
        assertThat(expiryOf(now, now + 60_000)).isEqualTo(now + hour);
        assertThat(expiryOf(now + 24 * hour, now + 60_000)).isEqualTo(now + 60_000 + hour);
    }

    @Test
    void lifeOfALeadThatIsKeptNearIsProlongedByTheHour() {
        CachingLeadStore near = new CachingLeadStore(storage.leads(), 10);
        LeadId id = anyId();
        long now = InstantSource.system().millis();
        long far = now + Duration.ofDays(90).toMillis();
        long hour = Duration.ofHours(1).toMillis();
        try (RedisClient jedis = RedisClient.create(redis.url())) {
            byte[] key = new RedisKeys(16).lead(id);
            long[][] askedAndSet = {
                {far, far}, {far + hour - 1, far}, {far + hour, far + hour}, {far, far}, {now, now + hour}
            };
            for (long[] each : askedAndSet) {
                Lead lead = near.load(List.of(id)).get(0);
                near.commit(List.of(new Change(lead, lead.seen(now, now), 1, each[0], List.of())));
                assertThat(jedis.pexpireTime(key)).isEqualTo(each[1]);
            }
        }
    }

    private static long expiryOf(long lastSeen, long expireAt) {
        Lead fresh = Lead.fresh(anyId());
        storage.leads().commit(List.of(new Change(fresh, fresh.seen(lastSeen, lastSeen), 1, expireAt, List.of())));
        try (RedisClient jedis = RedisClient.create(redis.url())) {
            return jedis.pexpireTime(new RedisKeys(16).lead(fresh.id()));
        }
    }

    @Test
    void scanGoesOnOnAnotherServerFromItsBegin() {
        Set<LeadId> mine = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Lead fresh = Lead.fresh(anyId());
            mine.add(fresh.id());
            storage.leads().commit(List.of(new Change(fresh, fresh.seen(1, 1), 1, Long.MAX_VALUE / 4, List.of())));
        }
        LeadStore.Scan part = storage.leads().scan(null, 100);
        String other = Objects.requireNonNull(part.next()).replaceFirst("^[0-9a-f]{8}", "00000000");
        Set<LeadId> found = new HashSet<>();
        for (String cursor = other; cursor != null; ) {
            LeadStore.Scan next = storage.leads().scan(cursor, 100);
            next.leads().forEach(lead -> found.add(lead.id()));
            cursor = next.next();
        }
        assertThat(found).containsAll(mine);
    }

    @Test
    void scanPassesOverADamagedDocumentAndKeysOfTheShop() {
        Lead fresh = Lead.fresh(anyId());
        storage.leads().commit(List.of(new Change(fresh, fresh.seen(1, 1), 1, Long.MAX_VALUE / 4, List.of())));
        RedisKeys keys = new RedisKeys(16);
        Lead damaged = Lead.fresh(anyId());
        try (RedisClient jedis = RedisClient.create(redis.url())) {
            jedis.set(keys.lead(damaged.id()), new byte[] {1, 2, 3});
            byte[] list = keys.lead(anyId());
            jedis.rpush(list, new byte[] {1});
            jedis.set("mql:{01}" + "of the shops", "x");
            jedis.set("mql:{999}" + "of the shops", "x");
            Set<LeadId> found = new HashSet<>();
            String cursor = null;
            do {
                LeadStore.Scan next = storage.leads().scan(cursor, 1_000);
                next.leads().forEach(lead -> found.add(lead.id()));
                cursor = next.next();
            } while (cursor != null);
            assertThat(found).contains(fresh.id()).doesNotContain(damaged.id());
            jedis.del(keys.lead(damaged.id()), list);
        }
    }

    @Test
    void serverThatIsNotThereIsNamedWithoutItsPassword() {
        try (RedisStorage away = new RedisStorage("redis://:geheim@127.0.0.1:1", 16, KEPT, InstantSource.system())) {
            assertThatThrownBy(() -> away.records().get("test", "x"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("127.0.0.1:1")
                    .hasMessageContaining("mql.redis.url")
                    .hasMessageNotContaining("geheim");
        }
    }

    @Test
    void timeOfRedisIsTakenOverFromAClockThatIsWrong() {
        InstantSource wrong = () -> InstantSource.system().instant().minusSeconds(86_400);
        try (RedisStorage late = new RedisStorage(redis.url(), 16, KEPT, wrong)) {
            late.clock().sync();
            assertThat(late.clock().millis())
                    .isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(1_000L));
        }
    }
}
