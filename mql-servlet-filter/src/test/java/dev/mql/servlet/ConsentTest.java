package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.lead.Lead;
import dev.mql.testkit.RedisProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may be followed, what for, and what happens when they change their mind. */
class ConsentTest {
    private static final String YES = "mql_consent=granted";
    private static final String NO = "mql_consent=denied";
    private static final String VIEW = "{\"type\":\"page_view\",\"url\":\"/p\"}";
    private static final String PURPOSES = "behaviour:analytics advertising:marketing mail:marketing";

    @TempDir
    Path files;

    private @Nullable TestShop running;

    private TestShop start(String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "mql.rule.news", "POST /form -> newsletter_signup email=param:email",
                "mql.rule.go", "GET /c -> ad_click",
                "mql.rule.add", "POST /cart/set -> add_to_cart item_id=param:sku",
                "mql.cart.session-attribute", "basket"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        running = TestShop.with(files, all);
        return running;
    }

    @AfterEach
    void stop() throws Exception {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    private static String header(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("");
    }

    private static void assertForgets(HttpResponse<?> answer) {
        assertThat(header(answer)).startsWith("mql_vid=; Path=/; Max-Age=0;");
    }

    private static void assertNoCookie(HttpResponse<?> answer) {
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("mql_vid"));
    }

    /** What the visitor's lead knows of consent: {@code yes behaviour filter}, newest first. */
    private static List<String> said(TestShop shop, String cookie) {
        Lead lead = shop.lead(cookie);
        return lead == null
                ? List.of()
                : lead.consents().stream()
                        .map(consent -> (consent.granted() ? "yes " : "no ")
                                + consent.purpose().word()
                                + ' '
                                + consent.source()
                                + ' '
                                + consent.wording())
                        .map(String::strip)
                        .toList();
    }

    @Test
    void whereConsentIsRequiredNothingHappensBeforeItAndItIsToldOnce() throws Exception {
        TestShop shop = start(
                "mql.consent", "required",
                "mql.consent.cookie", "choice",
                "mql.consent.granted", "yes",
                "mql.consent.wording", "Privacy notice 7");

        HttpResponse<String> before = shop.open("/page", null);
        HttpResponse<String> refused = shop.open("/page", "choice=no");
        HttpResponse<String> beacon = shop.events(VIEW, null);
        assertThat(before.headers().map()).doesNotContainKeys("set-cookie", "server-timing");
        assertThat(refused.headers().map()).doesNotContainKeys("set-cookie", "server-timing");
        assertNoCookie(beacon);
        assertThat(shop.count("events.received")).isEqualTo(shop.count("events.rejected.no_consent"));

        String cookie = TestShop.needCookie(shop.open("/page", "choice=yes"));
        assertThat(cookie).matches("mql_vid=[\\w-]{22}\\.[\\w-]{22}\\.bam1");
        assertNoCookie(shop.open("/other", cookie + "; choice=yes"));
        assertNoCookie(shop.events(VIEW, cookie + "; choice=yes"));
        assertThat(shop.done(cookie)).containsExactlyInAnyOrder("page_view /page", "page_view /other", "page_view /p");
        assertThat(said(shop, cookie))
                .containsExactly(
                        "yes behaviour filter Privacy notice 7",
                        "yes advertising filter Privacy notice 7",
                        "yes mail filter Privacy notice 7");
    }

    @Test
    void beaconThatIsTheFirstToComeTellsTheConsent() throws Exception {
        TestShop shop = start("mql.consent", "required");

        String cookie = TestShop.needCookie(shop.events(VIEW, YES));

        assertThat(cookie).endsWith(".bam1");
        assertThat(shop.done(cookie)).containsExactly("page_view /p");
        assertThat(said(shop, cookie)).contains("yes behaviour beacon");
    }

    @Test
    void whoWasNotAskedHasAgreedToNothing() throws Exception {
        TestShop shop = start("mql.consent", "opt-out");

        String cookie = TestShop.needCookie(shop.open("/page", null));
        assertThat(shop.done(cookie)).containsExactly("page_view /page");
        assertThat(said(shop, cookie)).isEmpty();

        String agreed = TestShop.needCookie(shop.open("/page", cookie + "; " + YES));
        assertThat(agreed).startsWith(cookie.substring(0, 30)).endsWith(".bam1");
        assertThat(said(shop, agreed))
                .containsExactly("yes behaviour filter", "yes advertising filter", "yes mail filter");
    }

    @ParameterizedTest
    @CsvSource({"required, page", "required, beacon", "opt-out, page", "opt-out, beacon"})
    void withdrawnConsentIsToldOnceAndTakesTheCookieBack(String mode, String way) throws Exception {
        TestShop shop = start("mql.consent", mode);
        String cookie = TestShop.needCookie(shop.open("/page", YES));
        String without = cookie + "; " + NO;
        shop.clock.advance(Duration.ofMinutes(1));

        for (int together = 0; together < 3; together++) {
            HttpResponse<String> answer =
                    way.equals("page") ? shop.open("/other", without) : shop.events("{\"events\":[]}", without);
            assertForgets(answer);
            shop.clock.advance(Duration.ofMillis(7));
        }

        String source = way.equals("page") ? "filter" : "beacon";
        assertThat(said(shop, cookie))
                .filteredOn(said -> said.startsWith("no"))
                .containsExactly("no behaviour " + source, "no advertising " + source, "no mail " + source);
        assertThat(shop.count("events.duplicate")).isEqualTo(2);
        assertThat(shop.done(cookie)).isEmpty();
        assertNoCookie(shop.open("/page", NO));
    }

    @ParameterizedTest
    @CsvSource({"required, Sec-GPC", "required, DNT", "opt-out, Sec-GPC", "opt-out, DNT", "off, Sec-GPC", "off, DNT"})
    void signalThatIsNewlyThereTakesConsentBackWhereThereIsAny(String mode, String signal) throws Exception {
        TestShop shop = start("mql.consent", mode);
        String cookie = TestShop.needCookie(shop.open("/page", YES));

        HttpResponse<String> page = shop.send(shop.to("/page")
                .header("Accept", TestShop.PAGE)
                .header(signal, "1")
                .header("Cookie", cookie + "; " + YES));

        assertForgets(page);
        assertThat(said(shop, cookie).contains("no behaviour filter")).isEqualTo(!mode.equals("off"));
    }

    @Test
    void choiceThatTheBrowserForgotTakesNothingBack() throws Exception {
        TestShop shop = start("mql.consent", "required");
        String cookie = TestShop.needCookie(shop.open("/page", YES));

        assertForgets(shop.open("/page", cookie));

        assertThat(shop.done(cookie)).containsExactly("page_view /page");
        assertThat(said(shop, cookie)).hasSize(3).allMatch(said -> said.startsWith("yes"));
    }

    @Test
    void eachPurposeOpensItsOwnEventsAndService() throws Exception {
        TestShop shop = start("mql.consent", "required", "mql.consent.purposes", PURPOSES);
        String only = "mql_consent=%5B%22necessary%22%2C%22marketing%22%5D";

        String cookie = TestShop.needCookie(shop.open("/page", only));
        assertThat(cookie).endsWith(".am1");
        shop.send(shop.to("/c").header("Cookie", cookie + "; " + only));
        shop.form("/form", "email=jo%40example.org", cookie + "; " + only);
        shop.form("/cart/set", "sku=7&pieces=2", cookie + "; " + only);
        shop.events(
                "{\"events\":[" + VIEW + ",{\"type\":\"social_click\"},{\"type\":\"search\"},{\"type\":\"sign_up\"}]}",
                cookie + "; " + only);

        Lead lead = shop.lead(cookie);
        assertThat(lead).isNotNull();
        assertThat(lead.carts()).isEmpty();
        assertThat(shop.done(cookie))
                .containsExactlyInAnyOrder("ad_click /c", "newsletter_signup /form", "social_click", "sign_up");
        assertThat(said(shop, cookie)).containsExactly("yes advertising filter", "yes mail filter");
        assertThat(shop.count("events.rejected.no_consent")).isEqualTo(2);
        assertThat(shop.count("filter.ignored.no_consent")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analytics",
                "necessary,analytics",
                "necessary|analytics|x",
                "%5B%22analytics%22%5D",
                "{\"categories\":[\"analytics\"]}",
                "necessary:1&analytics:1"
            })
    void wordIsFoundHoweverTheConsentToolWritesItsList(String list) throws Exception {
        TestShop shop = start("mql.consent", "required", "mql.consent.purposes", PURPOSES);

        assertThat(TestShop.needCookie(shop.open("/page", "a=marketing; mql_consent=" + list + "; b=marketing")))
                .endsWith(".b1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonanalytics", "analytics2", "non-analytics", "denied", "necessary", "granted2"})
    void otherWordIsNoYes(String list) throws Exception {
        TestShop shop = start("mql.consent", "opt-out", "mql.consent.purposes", PURPOSES);

        assertNoCookie(shop.open("/page", "a=analytics; mql_consent=" + list + "; b=analytics"));
    }

    @Test
    void wordMayNameAValue() throws Exception {
        TestShop shop =
                start("mql.consent", "required", "mql.consent.purposes", "behaviour:C0002:1 advertising:ads:true");

        assertThat(TestShop.needCookie(shop.open("/page", "mql_consent=groups=C0001%3A1%2CC0002%3A1%2CC0004%3A0")))
                .endsWith(".b1");
        assertThat(TestShop.needCookie(shop.open("/page", "mql_consent={%22stats%22:false,%22ads%22:true}")))
                .endsWith(".a1");
        assertNoCookie(shop.open("/page", "mql_consent=groups=C0001%3A1%2CC0002%3A0,ads:false"));
        assertNoCookie(shop.open("/page", "mql_consent=C0002" + "%".repeat(4_000) + ":".repeat(3_000)));
    }

    @Test
    void changeOfPurposesIsToldAndTheCookieRemembersIt() throws Exception {
        TestShop shop = start("mql.consent", "required", "mql.consent.purposes", PURPOSES);
        String all = TestShop.needCookie(shop.open("/page", YES));

        shop.send(shop.to("/c").header("Cookie", all + "; " + YES));
        assertThat(shop.done(all)).containsExactlyInAnyOrder("page_view /page", "ad_click /c");

        shop.clock.advance(Duration.ofMinutes(1));
        String less = TestShop.needCookie(shop.open("/other", all + "; mql_consent=analytics"));
        assertThat(less).startsWith(all.substring(0, 30)).endsWith(".b2");
        assertNoCookie(shop.open("/page", less + "; mql_consent=analytics"));
        assertThat(said(shop, less)).startsWith("no advertising filter", "no mail filter", "yes behaviour filter");
        assertThat(shop.done(less))
                .as("what served the purpose is forgotten")
                .containsExactlyInAnyOrder("page_view /page", "page_view /other", "page_view /page");

        shop.clock.advance(Duration.ofMinutes(1));
        String more = TestShop.needCookie(shop.events(VIEW, less + "; mql_consent=analytics,marketing"));
        assertThat(more).endsWith(".bam3");
        assertThat(said(shop, more)).startsWith("yes advertising beacon", "yes mail beacon", "no advertising filter");
        shop.send(shop.to("/c").header("Cookie", more + "; mql_consent=analytics,marketing"));
        assertThat(shop.done(more)).contains("ad_click /c");

        String other = TestShop.needCookie(shop.open("/page", less + "; mql_consent=marketing"));
        assertThat(other).as("a cookie that was kept aside is as good as new").endsWith(".am3");
    }

    @Test
    void consentInTheCookieCanNotBeChangedByItsOwner() throws Exception {
        TestShop shop = start("mql.consent", "required", "mql.consent.purposes", PURPOSES);
        String cookie = TestShop.needCookie(shop.open("/page", "mql_consent=analytics"));

        for (String bad : new String[] {".bam1", ".b2", ".b99999999999999", "", ".", ".b", ".x1", ".1"}) {
            String changed = cookie.substring(0, cookie.lastIndexOf('.')) + bad;
            String fresh = TestShop.needCookie(shop.open("/page", changed + "; mql_consent=analytics"));
            assertThat(fresh).as(bad).doesNotStartWith(cookie.substring(0, 30)).endsWith(".b1");
        }
    }

    @Test
    void changeThatIsNotTakenIsToldByTheNextRequestOnWhicheverNode() throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            String[] settings = {
                "mql.consent", "opt-out",
                "mql.redis.url", redis.url(),
                "mql.secret", "a secret that is long enough for a test"
            };
            TestShop stopping = start(settings);
            String cookie = TestShop.needCookie(stopping.open("/page", null));
            assertThat(stopping.done(cookie)).hasSize(1);

            stopping.mql().close();
            assertNoCookie(stopping.open("/page", cookie + "; " + NO));
            assertThat(stopping.count("events.dropped.stopping")).isEqualTo(1);
            stop();

            TestShop next = start(settings);
            assertThat(said(next, cookie)).isEmpty();
            assertForgets(next.open("/page", cookie + "; " + NO));
            assertThat(said(next, cookie)).contains("no behaviour filter");
            stop();
        }
    }

    @Test
    void pagesThatCachesKeepForEverybodyTellNothing() throws Exception {
        TestShop shop = start("mql.consent", "opt-out");
        String cookie = TestShop.needCookie(shop.open("/page", null));
        shop.open("/shared", null);

        assertNoCookie(shop.open("/shared", cookie + "; " + YES));
        assertNoCookie(shop.open("/shared", cookie + "; " + NO));

        assertThat(said(shop, cookie)).isEmpty();
    }

    @Test
    void orderIsSeenThoughTheBrowserIsNotFollowedAndNothingElseIs() throws Exception {
        TestShop shop =
                start("mql.consent", "required", "mql.rule.buy", "POST /checkout -> purchase email=param:email");

        assertNoCookie(shop.form("/form", "email=jo%40example.org", NO));
        assertNoCookie(shop.form("/form", "email=none", NO));
        assertNoCookie(shop.form("/checkout", "email=al%40example.org", null));

        assertThat(shop.lead("mql_vid=nobody")).isNull();
        assertThat(shop.count("events.received")).isEqualTo(1);
        assertThat(shop.count("filter.ignored.no_consent")).isEqualTo(2);
        assertThat(shop.mql().leads().byAddress("al@example.org"))
                .hasValueSatisfying(
                        lead -> assertThat(lead.activity().touches()).hasSize(1));
        assertThat(shop.mql().leads().byAddress("jo@example.org")).isEmpty();
    }

    @Test
    void browserTakesBackForItselfAndAgreesToNoMoreThanItsCookieSays() throws Exception {
        TestShop shop = start("mql.consent", "required", "mql.consent.purposes", PURPOSES);
        String some = "mql_consent=analytics";
        String withdraws = "{\"type\":\"consent_withdrawn\",\"props\":{\"purposes\":\"behaviour\"}}";

        assertNoCookie(shop.events(withdraws, null));
        assertThat(shop.count("events.rejected.no_consent")).isEqualTo(1);

        String cookie = TestShop.needCookie(shop.open("/page", some)) + "; " + some;
        for (String purposes : new String[] {"advertising", "behaviour,advertising", "nonsense", ""}) {
            shop.events("{\"type\":\"consent_granted\",\"props\":{\"purposes\":\"" + purposes + "\"}}", cookie);
        }
        assertThat(shop.count("events.rejected.no_consent")).isEqualTo(5);
        shop.events("{\"type\":\"consent_granted\",\"props\":{\"purposes\":\"behaviour\"}}", cookie);
        shop.clock.advance(Duration.ofMinutes(1));
        shop.events(withdraws, cookie);
        assertThat(said(shop, cookie)).startsWith("no behaviour beacon").doesNotContain("yes advertising beacon");
        assertThat(shop.done(cookie)).isEmpty();
        assertThat(shop.count("events.rejected.no_consent")).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mql.consent.purposes | analytics                              | \"analytics\" must be behaviour, advertising or mail",
                "mql.consent.purposes | service:necessary                      | \"service:necessary\" must be",
                "mql.consent.purposes | behaviour:a;b                          | \"behaviour:a;b\" must be",
                "mql.consent.purposes | behaviour:a:b:c                        | must be",
                "mql.consent.purposes | behaviour:stats behaviour:measures     | behaviour is given twice",
                "mql.consent.purposes | behaviour:denied                       | a no would be read as a yes",
            })
    void purposesThatCanNotBeUnderstoodStopTheStart(String key, String value, String message) {
        assertThatThrownBy(() -> Consent.of(Config.of(Map.of(key, value))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(message);
    }

    @Test
    void wordingThatIsTooLongStopsTheStart() {
        assertThatThrownBy(() -> Consent.of(Config.of(Map.of("mql.consent.wording", "x".repeat(101)))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.consent.wording")
                .hasMessageContaining("100");
    }
}
