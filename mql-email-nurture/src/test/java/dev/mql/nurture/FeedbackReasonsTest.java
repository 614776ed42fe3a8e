package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackReasonsTest {

    @Test
    void usualReasonsNeedNoSetting() {
        assertThat(FeedbackReasons.of(Config.of(Map.of())).codes())
                .startsWith("price", "shipping_cost")
                .endsWith("other")
                .hasSize(9);
    }

    @Test
    void wordingIsFoundThoughSpringLosesTheUnderscoresOfItsName() {
        assertThat(FeedbackReasons.of(Config.of(Map.of(
                                "mql.feedback.reasons", "too_big, other", "mql.feedback.reason.toobig.en", "Too big")))
                        .codes())
                .containsExactly("too_big", "other");
    }

    @ParameterizedTest
    @CsvSource({
        "mql.feedback.reasons, 'price, Price', [a-z]",
        "mql.feedback.reasons, 'price, price', different codes",
        "mql.feedback.reasons, 'price, too_big', needs a wording",
        "mql.feedback.reason.price, Dear, language of two letters",
        "mql.feedback.reason.price.english, Dear, language of two letters",
        "mql.feedback.reason.too_big.en, Too big, does not offer",
        "mql.feedback.reason.price.en, '', 1 to 80 characters"
    })
    void settingThatCanNotBeUsedStopsTheStartWithItsKey(String key, String value, String why) {
        assertThatThrownBy(() -> FeedbackReasons.of(Config.of(Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(why);
    }
}
