package dev.mql.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SigningKeyTest {

    @Test
    void signsAsTheLibrariesOfStandardWebhooksDo() {
        SigningKey key = SigningKey.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(key.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void idOfAKeyTellsKeysApartAndIsNotTheKey() {
        SigningKey one = SigningKey.of("first-key-of-thirty-two-characters");
        SigningKey other = SigningKey.of("other-key-of-thirty-two-characters");
        assertThat(one.id()).matches("[0-9a-f]{8}").isNotEqualTo(other.id());
        assertThat(one.toString()).doesNotContain("first-key");
    }

    @Test
    void shortOrBrokenKeyIsRefused() {
        assertThatThrownBy(() -> SigningKey.of("whsec_AAAA")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SigningKey.of("whsec_not base64 at all, whatever it is"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
