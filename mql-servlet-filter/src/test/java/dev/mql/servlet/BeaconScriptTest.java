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

    private static Script script(Map<String, String> settings) {
        return BeaconScript.of("/mql/", Consent.of(Config.of(settings)));
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
                .allMatch(type -> type.matches("(ad|social)_click|campaign_details"));
        assertThat(Purpose.of("ad_click")).isEqualTo(Purpose.ADVERTISING);
        assertThat(Purpose.of("social_click")).isEqualTo(Purpose.ADVERTISING);
    }

    /** Two expressions in place of one are what purposes cost. */
    @ParameterizedTest
    @CsvSource({
        "required, '', 1500",
        "opt-out, '', 1500",
        "off, '', 1500",
        "required, " + LISTED + ", 1575",
        "opt-out, " + LISTED + ", 1575"
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
                .doesNotContain("MQL_");
    }

    @Test
    void squeezesWithoutChangingWhatIsMeant() {
        assertThat(ScriptSqueezer.squeeze("  // a\n\n  let $a = 'b  c', d = `e ${ $a } f`;\n  g(- d);\n", "xy"))
                .isEqualTo("let x='b  c',d=`e ${ x } f`;g(-d)");
        assertThat(ScriptSqueezer.squeeze("f($once + $often - $often, '$1');", "te"))
                .isEqualTo("f(e+t-t,'$1')");
        assertThat(ScriptSqueezer.squeeze("""
                        const a = b => {
                          const c = 1;
                          const d = [2, ';let '];
                          e();
                          const f = 3;
                          if (c) g();
                          else {
                            h();
                          }
                          return d;
                        };
                        const i = 4;
                        for (const j of k) l(j);
                        const m = 5;
                        """, ""))
                .isEqualTo("let a=b=>{let c=1,d=[2,';let '];e();let f=3;if(c)g();else{h()}return d},i=4;"
                        + "for(let j of k)l(j);let m=5");
    }

    @Test
    void changesItsVersionWithTheSettings() {
        assertThat(script(Map.of()).version())
                .isEqualTo(script(Map.of()).version())
                .matches("[A-Za-z0-9_-]{16}");
        assertThat(script(Map.of("mql.consent", "off")).version())
                .isNotEqualTo(script(Map.of()).version());
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
        Script script = script(Map.of("mql.consent.cookie", "shop.consent", "mql.consent.granted", "a.b*(1)/2"));

        String found = node(
                script,
                "required",
                "-e",
                "const script = require('fs').readFileSync(process.env.MQL_BEACON, 'utf8');"
                        + "const regex = eval(script.match(/doNotTrack!=1&&(\\/.*?\\/)\\.test/)[1]);"
                        + "console.log(regex.test('shop.consent=a.b*(1)/2'), regex.test('shopxconsent=a.b*(1)/2'))");

        assertThat(found.strip()).isEqualTo("true false");
    }

    /** Runs Node.js, which these tests can not do without; a machine that lacks it is told so. */
    private String node(Script script, String consent, String... arguments) throws Exception {
        Path served = Files.write(files.resolve("beacon.js"), script.bytes());
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("node"), Stream.of(arguments)).toList());
        builder.environment().put("MQL_BEACON", served.toString());
        builder.environment().put("MQL_CONSENT", consent);
        builder.environment().put("MQL_BEACON_DEBUG", "src/main/resources/dev/mql/servlet/beacon-debug.js");
        // For import() in the page that the tests make.
        builder.environment().put("NODE_OPTIONS", "--experimental-vm-modules --no-warnings");
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
