package dev.mql.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.mql.demo.shop.ConsentMode;
import dev.mql.event.Purpose;
import dev.mql.lead.Consent;
import dev.mql.scoring.Score;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the shop may know of a browser, in a real one. */
final class ConsentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String COOKIE = "mql_vid";

    private static Chromium browser;

    private RunningDemo demo;

    @BeforeAll
    static void openTheBrowser() throws Exception {
        browser = new Chromium();
    }

    @AfterAll
    static void closeTheBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void asNobody() {
        browser.forgetEverything();
    }

    @Test
    void shopThatMustAskKnowsNothingBeforeTheAnswerAndRemembersAfterIt() throws Exception {
        in(ConsentMode.REQUIRED, () -> {
            open("/");
            open("/p/heron-kettle");
            browser.press(".buy button");
            nothingIsKnown(3);
            open("/pricing");
            browser.picture("consent");

            browser.press(".consent button[value=accept]");

            assertThat(browser.path()).isEqualTo("/pricing");
            // Once by the filter, once more by the beacon.
            await().atMost(PATIENCE).until(() -> counted("events.duplicate") > 0);
            assertThat(browser.cookie(COOKIE)).isPresent();
            assertThat(demo.mql().leads().stageCounts().values()).containsExactly(1L);
        });
    }

    @Test
    void whoDeclinesStaysUnknown() throws Exception {
        in(ConsentMode.REQUIRED, () -> {
            open("/");
            browser.press(".consent button[value=decline]");
            open("/p/heron-kettle");
            browser.press(".buy button");
            assertThat(browser.texts(".consent")).isEmpty();
            nothingIsKnown(4);
        });
    }

    @Test
    void whoDeclinesLaterIsForgottenByTheBrowserAtOnce() throws Exception {
        in(ConsentMode.OPT_OUT, () -> {
            open("/");
            await().atMost(PATIENCE).until(() -> counted("events.duplicate") > 0);
            assertThat(browser.cookie(COOKIE)).isPresent();

            browser.press("a.choice");
            assertThat(browser.path()).isEqualTo("/consent");
            browser.press("button[value=decline]");
            await().atMost(PATIENCE).until(() -> browser.cookie(COOKIE).isEmpty());
            browser.leave();
            demo.mql().awaitIdle(PATIENCE);
            long before = counted("events.received");
            long ignored = counted("filter.ignored.no_consent");

            open("/pricing");
            browser.leave();
            await().atMost(PATIENCE).until(() -> counted("filter.ignored.no_consent") > ignored);
            assertThat(counted("events.received")).isEqualTo(before);
        });
    }

    @Test
    void whoTakesConsentBackSeesThatThePointsAreGone() throws Exception {
        in(ConsentMode.REQUIRED, () -> {
            open("/");
            browser.press(".consent button[value=accept]");
            open("/pricing");
            String visitor = browser.cookie(COOKIE).orElseThrow().substring(0, 22);
            await().atMost(PATIENCE).until(() -> score(visitor) > 0);
            browser.picture("consent-given");

            browser.press("a.choice");
            browser.press("button[value=decline]");

            await().atMost(PATIENCE).until(() -> browser.text(".tour-strip").contains("earlier points are gone"));
            browser.picture("consent-withdrawn");
            assertThat(browser.cookie(COOKIE)).isEmpty();
            await().atMost(PATIENCE).until(() -> score(visitor) == 0);
            assertThat(demo.mql().leads().byVisitor(visitor).orElseThrow().consents())
                    .extracting(Consent::purpose, Consent::granted)
                    .contains(tuple(Purpose.BEHAVIOUR, false), tuple(Purpose.BEHAVIOUR, true));
        });
    }

    private double score(String visitor) {
        return demo.mql()
                .leads()
                .byVisitor(visitor)
                .map(demo.mql().leads()::score)
                .map(Score::value)
                .orElse(0.0);
    }

    @Test
    void signalOfTheBrowserIsHonouredByFilterAndBeacon() throws Exception {
        in(ConsentMode.OPT_OUT, () -> {
            browser.objects(true);
            try {
                open("/");
                open("/p/heron-kettle");
                browser.press(".buy button");
                nothingIsKnown(3);
            } finally {
                browser.objects(false);
            }
            open("/");
            await().atMost(PATIENCE).until(() -> browser.cookie(COOKIE).isPresent());
        });
    }

    @Test
    void shopThatNeedsNoConsentAsksNobody() throws Exception {
        in(ConsentMode.OFF, () -> {
            open("/");
            assertThat(browser.texts(".consent")).isEmpty();
            await().atMost(PATIENCE).until(() -> counted("events.duplicate") > 0);
            assertThat(browser.cookie(COOKIE)).isPresent();
        });
    }

    private interface Visit {
        void make() throws Exception;
    }

    private void in(ConsentMode mode, Visit visit) throws Exception {
        try (RunningDemo running = Demo.start(new DemoOptions(0, mode, false, false))) {
            demo = running;
            visit.make();
            browser.leave();
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** So many requests were seen and passed over; the beacon would have sent what it has when its page was left. */
    private void nothingIsKnown(int requests) {
        assertThat(browser.cookie(COOKIE)).isEmpty();
        browser.leave();
        await().atMost(PATIENCE).until(() -> counted("filter.ignored.no_consent") >= requests);
        assertThat(counted("events.received")).isZero();
        assertThat(demo.mql().leads().stageCounts().values()).allMatch(count -> count == 0);
    }

    private void open(String path) {
        browser.open(demo.baseUri().resolve(path));
    }

    private long counted(String what) {
        return demo.mql().counters().value(what);
    }
}
