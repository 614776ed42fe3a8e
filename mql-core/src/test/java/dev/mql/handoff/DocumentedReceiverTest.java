package dev.mql.handoff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The receiver that docs/events.md shows, as it stands there. */
class DocumentedReceiverTest {
    private static final String SECRET = "a-secret-of-more-than-thirty-two-characters";
    private static final byte[] BODY = "{\"type\":\"lead.stage_changed\"}".getBytes(UTF_8);
    private static final long NOW = 1_795_341_600;

    // the method of the page
    static boolean genuine(UnaryOperator<String> header, byte[] body, byte[] key, long now)
            throws GeneralSecurityException {
        String id = header.apply("webhook-id");
        String seconds = header.apply("webhook-timestamp");
        if (Math.abs(now - Long.parseLong(seconds)) > 300) {
            return false;
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((id + "." + seconds + ".").getBytes(UTF_8));
        byte[] right = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(UTF_8);
        return Stream.of(header.apply("webhook-signature").split(" "))
                .anyMatch(given -> MessageDigest.isEqual(right, given.getBytes(UTF_8)));
    }
    // its end

    private static UnaryOperator<String> headers(String signature) {
        Map<String, String> headers =
                Map.of("webhook-id", "msg_1", "webhook-timestamp", Long.toString(NOW), "webhook-signature", signature);
        return headers::get;
    }

    @Test
    void takesWhatWeSignAndNothingElse() throws Exception {
        String signature = SigningKey.of(SECRET).sign("msg_1", NOW, BODY);
        String other = SigningKey.of(SECRET + "2").sign("msg_1", NOW, BODY);
        byte[] key = SECRET.getBytes(UTF_8);

        assertThat(genuine(headers(signature), BODY, key, NOW + 299)).isTrue();
        assertThat(genuine(headers(other + " " + signature), BODY, key, NOW)).isTrue();
        assertThat(genuine(headers(other), BODY, key, NOW)).isFalse();
        assertThat(genuine(headers(signature), BODY, key, NOW + 301)).isFalse();
        assertThat(genuine(headers(signature), "{}".getBytes(UTF_8), key, NOW)).isFalse();
    }

    @Test
    void standsInTheDocumentation() throws Exception {
        String page = Files.readString(Path.of("../docs/events.md"));
        String shown = page.substring(page.indexOf("static boolean genuine"));
        String here = Files.readString(Path.of("src/test/java/dev/mql/handoff/DocumentedReceiverTest.java"));
        String written = here.substring(here.indexOf("static boolean genuine"), here.indexOf("// its end"));
        assertThat(words(shown)).startsWith(words(written));
    }

    private static String words(String code) {
        return code.lines()
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
