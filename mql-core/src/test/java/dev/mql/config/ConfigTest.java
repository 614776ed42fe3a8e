package dev.mql.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {
    @Test
    void earlierSecretsAreAListAndNeverShown() {
        String one = "0123456789abcdef0123456789abcdef";
        assertThat(Config.of(Map.of("mql.secret", one, "mql.secret.previous", " " + one + " , with\\, comma " + one))
                        .get(Settings.PREVIOUS_SECRETS))
                .containsExactly(one, "with, comma " + one);
        assertThat(Config.of(Map.of()).get(Settings.PREVIOUS_SECRETS)).isEmpty();
        assertThatThrownBy(() -> Config.of(Map.of("mql.secret.previous", one + ",tooshort")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.secret.previous")
                .hasMessageContaining("at least 32")
                .hasMessageNotContaining("tooshort");
        assertThatThrownBy(() -> Config.of(Map.of("mql.secret.previous", one)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.secret.previous = (hidden) (program)")
                .hasMessageContaining("beside mql.secret")
                .hasMessageNotContaining(one);
    }

    @Test
    void settingsHaveTheirDefaultsUntilGiven() {
        Config config = Config.of(Map.of("mql.cart.abandoned-after", "20s"));
        assertThat(config.get(Settings.CART_ABANDONED_AFTER)).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.get(Settings.CONSENT)).isEqualTo("required");
        assertThat(config.isSet(Settings.REDIS_URL)).isFalse();
    }

    @Test
    void everyProblemIsNamedAtOnceWithKeyValuePlaceAndWhatIsAllowed() {
        assertThatThrownBy(() -> Config.of(
                        Map.of("mql.consent", "maybe", "mql.queue.size", "12", "mql.cart.abandonned-after", "60m")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.consent = maybe (program): must be one of required, opt-out, off")
                .hasMessageContaining("mql.queue.size = 12 (program): must be a whole number from 256 to 1000000")
                .hasMessageContaining("did you mean mql.cart.abandoned-after?");
    }

    @Test
    void secretsAreNeverShown() {
        assertThatThrownBy(() -> Config.of(Map.of("mql.secret", "hunter2", "mql.redis.url", "http://u:hunter2@h")))
                .hasMessageContaining("mql.secret = (hidden)")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void redisNeedsASecretAndTheMessageSaysHowToMakeOne() {
        assertThatThrownBy(() -> Config.of(Map.of("mql.redis.url", "redis://localhost:6379")))
                .hasMessageContaining("mql.secret")
                .hasMessageContaining("openssl rand");
    }

    @Test
    void addressesOfClustersAndSentinelsNameSeveralHosts() {
        for (String url : List.of(
                "redis://localhost:6379",
                "rediss://u:p@h:1/2",
                "redis-cluster://:p@a:1,b:2,c:3",
                "redis-sentinel://a:1,b:2/master")) {
            Config config = Config.of(Map.of("mql.redis.url", url, "mql.secret", "x".repeat(32)));
            assertThat(config.get(Settings.REDIS_URL)).isEqualTo(url);
        }
    }

    @Test
    void rulesAreFoundUnderTheirPrefix() {
        Config config = Config.of(Map.of("mql.rule.pricing", "GET /pricing/** -> view_pricing"));
        assertThat(config.under(Settings.RULE_PREFIX))
                .containsExactly(Map.entry("pricing", "GET /pricing/** -> view_pricing"));
    }

    @Test
    void customEventsMustNotTakeAKnownName() {
        assertThatThrownBy(() -> Config.of(Map.of("mql.events.custom", "tea_tasting, purchase")))
                .hasMessageContaining("\"purchase\" must be a new name");
    }

    @Test
    void everySettingSaysWhatItIsForAndTakesItsOwnDefault() {
        for (Setting<?> setting : Config.settings()) {
            assertThat(setting.sentence()).as(setting.key()).endsWith(".");
            assertThat(setting.key()).matches("mql(\\.[a-z]+(-[a-z]+)*)+");
            assertThat(setting.parse(setting.defaultText())).as(setting.key()).isNotNull();
        }
    }
}
