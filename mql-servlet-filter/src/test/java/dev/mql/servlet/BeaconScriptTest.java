package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.event.EventType;
import dev.mql.event.Purpose;
import dev.mql.event.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the beacon's own tests (src/test/js) on the very bytes that are served. */
class BeaconScriptTest {
    private static final String LISTED = "behaviour:analytics advertising:marketing mail:marketing";

    @TempDir
    Path files;

    private static BeaconScript script(Map<String, String> settings) {
        return BeaconScript.of("/mql/events", Consent.of(Config.of(settings)));
    }

    @Test
    void behavesInThePage() throws Exception {
        node(script(Map.of("mql.consent", "opt-out")), "opt-out", "--test", "src/test/js/beacon.test.mjs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "opt-out", "off"})
    void asksForConsentAsTheShopWants(String mode) throws Exception {
        node(script(Map.of("mql.consent", mode)), mode, "--test", "src/test/js/consent.test.mjs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "opt-out"})
    void asksForEachPurposeAsTheConsentToolWroteIt(String mode) throws Exception {
        node(
                script(Map.of("mql.consent", mode, "mql.consent.purposes", LISTED)),
                mode,
                "--test",
                "src/test/js/purposes.test.mjs");
    }

    @Test
    void knowsWhichOfItsEventsAreAdvertising() {
        assertThat(EventType.KNOWN)
                .filteredOn(type -> EventType.accepts(type, Source.BEACON, Set.of()))
                .filteredOn(type -> Purpose.of(type) == Purpose.ADVERTISING)
                .allMatch(type -> type.matches("(ad|social)_click"));
        assertThat(Purpose.of("ad_click")).isEqualTo(Purpose.ADVERTISING);
        assertThat(Purpose.of("social_click")).isEqualTo(Purpose.ADVERTISING);
    }

    /** Two expressions in place of one are what purposes cost. */
    @ParameterizedTest
    @CsvSource({
        "required, '', 1536",
        "opt-out, '', 1536",
        "required, " + LISTED + ", 1600",
        "opt-out, " + LISTED + ", 1600"
    })
    void fitsIntoItsBudgetOnTheWire(String mode, String purposes, int most) throws Exception {
        String size = node(
                script(Map.of("mql.consent", mode, "mql.consent.purposes", purposes)),
                mode,
                "-e",
                "const bytes = require('fs').readFileSync(process.env.MQL_BEACON);"
                        + "console.log(require('zlib').brotliCompressSync(bytes).length)");

        assertThat(Integer.parseInt(size.strip())).isLessThanOrEqualTo(most);
    }

    @Test
    void servesNoCommentAndNoLongNameAndKeepsTexts() {
        String served = new String(script(Map.of()).bytes(), StandardCharsets.UTF_8);

        assertThat(served)
                .doesNotContain("//")
                .doesNotContain("$safely")
                .doesNotContain("\n ")
                .doesNotContain("MQL_SETTINGS");
        assertThat(BeaconScript.squeezed("  // a\n\n  let $a = 'b  c', d = `e ${ $a } f`;\n  return - d;\n"))
                .isEqualTo("let $a='b  c',d=`e ${ $a } f`;return-d;");
        assertThat(BeaconScript.shortNames("$once+$often-$often,'$1'")).isEqualTo("t+e-e,'$1'");
    }

    @Test
    void changesItsTagWithTheSettings() {
        assertThat(script(Map.of()).etag()).isEqualTo(script(Map.of()).etag()).matches("\"[A-Za-z0-9_-]{16}\"");
        assertThat(script(Map.of("mql.consent", "off")).etag())
                .isNotEqualTo(script(Map.of()).etag());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "", "a'b", "a\\b"})
    void refusesAConsentCookieThatCouldLeaveItsPlace(String value) {
        assertThatThrownBy(() -> script(Map.of("mql.consent.granted", value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.consent.granted");
    }

    @Test
    void consentCookieWithSpecialCharactersIsFoundLiterally() throws Exception {
        BeaconScript script = script(Map.of("mql.consent.cookie", "shop.consent", "mql.consent.granted", "a.b*(1)/2"));

        String found = node(
                script,
                "required",
                "-e",
                "const script = require('fs').readFileSync(process.env.MQL_BEACON, 'utf8');"
                        + "const [regex] = eval(script.match(/\\[[\\w,]+\\]=\\[[^,]+,(.*?),'/)[1]);"
                        + "console.log(regex.test('shop.consent=a.b*(1)/2'), regex.test('shopxconsent=a.b*(1)/2'))");

        assertThat(found.strip()).isEqualTo("true false");
    }

    /** Runs Node.js, which these tests can not do without; a machine that lacks it is told so. */
    private String node(BeaconScript script, String consent, String... arguments) throws Exception {
        Path served = Files.write(files.resolve("beacon.js"), script.bytes());
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("node"), Stream.of(arguments)).toList());
        builder.environment().put("MQL_BEACON", served.toString());
        builder.environment().put("MQL_CONSENT", consent);
        builder.environment().remove("NODE_OPTIONS");
        Process process;
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException missing) {
            throw new AssertionError(
                    "The tests of beacon.js need Node.js 20 or newer as \"node\" on the PATH; bin/test installs it",
                    missing);
        }
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as("node %s:%n%s", List.of(arguments), text)
                    .isZero();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }
}
