package dev.mql.nurture.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.config.Config;
import dev.mql.json.InvalidFieldException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybookJsonTest {
    private static final Playbook USUAL = Usual.of(Config.of(Map.of()));

    @Test
    void whatIsWrittenIsReadBackEqual() {
        Series cart = USUAL.series("cart").orElseThrow();
        Series rich = new Series(
                cart.id(),
                cart.name(),
                cart.occasion(),
                Series.Mode.DRY_RUN,
                17,
                cart.entry(),
                cart.steps(),
                cart.coolDown(),
                20,
                true,
                Duration.ofDays(9),
                new Offer(3, Duration.ofDays(5), 40, 3));
        Playbook playbook = USUAL.with(rich).published(3, "Ada", "calmer", 99);
        assertThat(PlaybookJson.read(PlaybookJson.write(playbook))).isEqualTo(playbook);
    }

    @Test
    void onlyTheReminderOfACartIsOnBeforeSomebodySaysSo() {
        assertThat(USUAL.series()).filteredOn(Series::on).singleElement().satisfies(series -> assertThat(series.id())
                .isEqualTo("cart"));
        assertThat(USUAL.series()).hasSize(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"mode\":\"on\"|\"mode\":\"maybe\"|series[3].mode",
                "\"delay\":\"PT72H\"|\"delay\":\"PT1H\"|series[0].steps[1].delay",
                "\"delay\":\"PT1H\"|\"delay\":\"soon\"|series[1].steps[0].delay",
                "\"holdout\":10|\"holdout\":51|series[0].holdout",
                "\"perDay\":2|\"perDay\":0|limits.perDay",
                "\"perWeek\":5|\"perWeek\":99|limits.perWeek",
                "\"quietFrom\":\"21:00\"|\"quietFrom\":\"25:00\"|limits.quietFrom",
                "\"text\":\"cart.1\"|\"text\":\"../../x\"|series[0].steps[0].paths[0].text",
                "\"occasion\":\"browse\"|\"occasion\":\"confirm_address\"|series[4].occasion",
                "\"id\":\"checkout\"|\"id\":\"cart\"|series[3].id",
                "\"quality\":\"low\"|\"quality\":\"middling\"|series[0].entry.quality",
                "\"limits\":{|\"limitz\":{|body",
                "\"valueFrom\":0|\"valueFrom\":-1|series[0].entry.valueFrom",
                "\"from\":\"mql\"|\"from\":\"emperor\"|series[0].entry.from"
            })
    void whatCanNotBeIsRefusedByItsPath(String right, String wrong, String field) {
        String json = PlaybookJson.write(USUAL);
        assertThat(json).contains(right);
        String broken = json.replaceFirst(java.util.regex.Pattern.quote(right), wrong);
        assertThatThrownBy(() -> PlaybookJson.read(broken))
                .isInstanceOfSatisfying(InvalidFieldException.class, refused -> assertThat(refused.field())
                        .isEqualTo(field));
    }
}
