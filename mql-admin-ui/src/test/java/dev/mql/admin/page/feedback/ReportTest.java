package dev.mql.admin.page.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.admin.page.BarChart;
import dev.mql.admin.page.Show;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final long NOW = Instant.parse("2026-11-25T10:00:00Z").toEpochMilli();

    private static Fact fact(String reason, String value, String channel, String... items) {
        return new Fact("a", NOW, reason, new BigDecimal(value), "EUR", List.of(items), channel, "");
    }

    @Test
    void answersAreCountedByReasonProductWorthAndChannel() {
        Report report = Report.of(List.of(
                fact("price", "120", "Paid search", "Grinder", "Beans"),
                fact("price", "99.99", "Paid search", "Grinder", "Grinder"),
                fact("trust", "24.99", "E-mail", "Beans")));
        assertThat(report.answers()).isEqualTo(3);
        assertThat(report.reasons())
                .containsExactly(new Report.Group("price", 2, "price", 2), new Report.Group("trust", 1, "trust", 1));
        assertThat(report.products())
                .containsExactly(new Report.Group("Beans", 2, "price", 1), new Report.Group("Grinder", 2, "price", 2));
        assertThat(report.bands())
                .extracting(Report.Group::name)
                .containsExactly("Under 25", "50 to 100", "100 to 250");
        assertThat(report.channels()).first().isEqualTo(new Report.Group("Paid search", 2, "price", 2));
    }

    @Test
    void bandsHaveNeitherGapsNorOverlaps() {
        assertThat(Report.band(BigDecimal.ZERO)).isEqualTo("Under 25");
        assertThat(Report.band(new BigDecimal("24.99"))).isEqualTo("Under 25");
        assertThat(Report.band(new BigDecimal("25"))).isEqualTo("25 to 50");
        assertThat(Report.band(new BigDecimal("500"))).isEqualTo("500 and more");
    }

    @Test
    void nothingIsCountedFromNothing() {
        assertThat(Report.of(List.of())).isEqualTo(new Report(0, List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void answersStandInTheirWeek() {
        Show show = new Show(NOW, ZoneOffset.UTC);
        long lastWeek = NOW - Duration.ofDays(4).toMillis();
        long longAgo = NOW - Duration.ofDays(400).toMillis();
        Fact answer = fact("price", "10", "E-mail");
        BarChart chart = Weeks.of(List.of(answer, at(lastWeek), at(lastWeek), at(longAgo)), 30, show);
        assertThat(chart.bars()).extracting(BarChart.Column::count).containsExactly("0", "0", "0", "0", "2", "1");
        assertThat(chart.bars().get(5).label()).isEqualTo("Week of 23 November");
        assertThat(chart.summary()).isEqualTo("3 answers in the last 6 weeks.");
    }

    private static Fact at(long at) {
        return new Fact("a", at, "price", null, "", List.of(), "E-mail", "");
    }
}
