package dev.mql.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void shownPartsAddUpToTheShownSum() {
        Random random = new Random(42);
        for (int run = 0; run < 2_000; run++) {
            List<Double> parts = DoubleStream.generate(() -> random.nextDouble() * 40 - 8)
                    .limit(1 + random.nextInt(60))
                    .boxed()
                    .toList();
            double sum = parts.stream().mapToDouble(Double::doubleValue).sum();
            List<Long> tenths = Tally.tenths(parts);
            assertThat(tenths.stream().mapToLong(Long::longValue).sum()).isEqualTo(Show.tenths(sum));
            for (int i = 0; i < parts.size(); i++) {
                assertThat(Math.abs(tenths.get(i) - parts.get(i) * 10)).isLessThanOrEqualTo(1.001);
            }
        }
    }

    @Test
    void aScoreIsRoundedDownSoThatNobodyLooksQualifiedWhoIsNot() {
        assertThat(Show.points(Show.tenths(59.999))).isEqualTo("59.9");
        assertThat(Show.points(Show.tenths(60))).isEqualTo("60.0");
        assertThat(Tally.tenths(List.of())).isEmpty();
    }
}
