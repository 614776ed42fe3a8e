package dev.mql.nurture.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.testkit.RedisProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DailyQuotaTest {

    private static Mql node(RedisProcess redis) {
        return Mql.builder()
                .config(Config.of(
                        Map.of("mql.redis.url", redis.url(), "mql.secret", "0123456789abcdef0123456789abcdef")))
                .build();
    }

    private static int takeAll(DailyQuota quota, int wanted) {
        int all = 0;
        for (int taken = wanted; taken > 0; all += taken) {
            taken = quota.take("2026-11-28", wanted, 500);
        }
        return all;
    }

    @Test
    void nodesThatTakeAtTheSameTimeTakeTheMailsOfADayAndNotOneMore() {
        try (RedisProcess redis = RedisProcess.start();
                Mql one = node(redis);
                Mql other = node(redis)) {
            List<CompletableFuture<Integer>> takers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                DailyQuota quota = new DailyQuota((i % 2 == 0 ? one : other).records());
                int wanted = 1 + i;
                takers.add(CompletableFuture.supplyAsync(() -> takeAll(quota, wanted)));
            }
            assertThat(takers.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(500);
            DailyQuota quota = new DailyQuota(one.records());
            assertThat(quota.take("2026-11-28", 1, 500)).isZero();
            assertThat(quota.take("2026-11-28", 9, 504)).isEqualTo(4);
            assertThat(quota.take("2026-11-29", 9, 500)).isEqualTo(9);
        }
    }
}
