package dev.mql.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A person's browser without a window. It remembers what its console complained about, on every page it was on. */
final class Chromium implements AutoCloseable {

    static final int WIDTH = 1200;

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final int HEIGHT = 800;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Tells of every version of the browser that it is too new. Held, since loggers without a holder forget their level. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final Path profile;
    private final ChromeDriver driver;
    private final List<String> complaints = new ArrayList<>();
    private int width;
    private String signal = "";

    Chromium() throws IOException {
        SELENIUM.setLevel(Level.SEVERE);
        // Neither looks for a driver on the net, nor tells anybody that it ran.
        System.setProperty("SE_OFFLINE", "true");
        System.setProperty("SE_AVOID_STATS", "true");
        Path program = program("MQL_CHROMIUM", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        Path driverProgram = program("MQL_CHROMEDRIVER", "chromedriver", "../lib/chromium/chromedriver");
        profile = Files.createTempDirectory(Files.createDirectories(TARGET), "chromium-");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--lang=en-US",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        System.setProperty("webdriver.chrome.driver", driverProgram.toString());
        driver = new ChromeDriver(options);
        width(WIDTH);
        dark(false);
    }

    private static Path program(String variable, String... names) {
        String given = System.getenv().getOrDefault(variable, "");
        Stream<Path> candidates = given.isEmpty()
                ? Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                        .flatMap(folder -> Arrays.stream(names).map(name -> Path.of(folder, name)))
                : Stream.of(Path.of(given));
        return candidates
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("This test needs " + names[0] + ", and there is none at "
                        + (given.isEmpty() ? "the usual places" : given)
                        + ". Install it, or set " + variable + " to its path; bin/test does both."));
    }

    /** Opens an address and waits until the page is there. */
    void open(URI address) {
        listen();
        driver.get(address.toString());
    }

    /** Follows the link or presses the button, and waits for the page behind it. */
    void press(String css) {
        listen();
        var target = driver.findElement(By.cssSelector(css));
        // The driver takes what lies under the strip at the foot for seen.
        driver.executeScript("window.before = true; arguments[0].scrollIntoView({block: 'center'})", target);
        target.click();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> Boolean.TRUE.equals(
                        driver.executeScript("return !window.before && document.readyState === 'complete'")));
    }

    /** Moves the mouse there. */
    void pointAt(String css) {
        new Actions(driver)
                .moveToElement(driver.findElement(By.cssSelector(css)))
                .perform();
    }

    /** What a developer types into the console, as the body of a function; its answer. */
    Object run(String script) {
        return driver.executeScript(script);
    }

    /** Takes the net away or gives it back. */
    void offline(boolean offline) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** What the console has said since it was asked last. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Types into a field, in the place of what is there. */
    void type(String css, String text) {
        var field = driver.findElement(By.cssSelector(css));
        field.clear();
        field.sendKeys(text);
    }

    /** Leaves for an empty page, as one who closes the tab. */
    void leave() {
        listen();
        driver.get("about:blank");
    }

    /** From here on the browser of somebody else, who has never been anywhere. */
    void forgetEverything() {
        leave();
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
    }

    String path() {
        return URI.create(String.valueOf(driver.getCurrentUrl())).getPath();
    }

    /** What a person reads on the page. */
    String text() {
        return text("body");
    }

    String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(element -> element.getText())
                .toList();
    }

    String value(String css) {
        return String.valueOf(driver.findElement(By.cssSelector(css)).getDomProperty("value"));
    }

    Optional<String> cookie(String name) {
        return Optional.ofNullable(driver.manage().getCookieNamed(name)).map(Cookie::getValue);
    }

    /** Makes the page what it is at night, or by day again; nothing moves, so that pictures are steady. */
    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Turns Global Privacy Control on or off, as browsers do that have it: a header, and a word to the scripts of each page. */
    void objects(boolean objects) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.setExtraHTTPHeaders", Map.of("headers", objects ? Map.of("Sec-GPC", "1") : Map.of()));
        if (objects) {
            signal = String.valueOf(driver.executeCdpCommand(
                            "Page.addScriptToEvaluateOnNewDocument",
                            Map.of(
                                    "source",
                                    "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})"))
                    .get("identifier"));
        } else {
            driver.executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", signal));
        }
    }

    /** Makes the page so many CSS pixels wide: a telephone under 600, a window from there on. */
    void width(int pixels) {
        width = pixels;
        screen(HEIGHT);
    }

    private void screen(int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** By how many pixels the page is wider than the screen. */
    long overhang() {
        return ((Number) driver.executeScript("return document.documentElement.scrollWidth - window.innerWidth"))
                .longValue();
    }

    /** Keeps a picture of the whole page under {@code target/screenshots}. */
    void picture(String name) throws IOException {
        screen(((Number) driver.executeScript("return document.documentElement.scrollHeight")).intValue());
        Map<String, Object> answer = driver.executeCdpCommand("Page.captureScreenshot", Map.of());
        screen(HEIGHT);
        Path folder = Files.createDirectories(TARGET.resolve("screenshots"));
        Files.write(folder.resolve(name + ".png"), Base64.getDecoder().decode((String) answer.get("data")));
    }

    /** Errors, also of content that a policy forbade, on all pages so far. */
    List<String> complaints() {
        listen();
        return List.copyOf(complaints);
    }

    private void listen() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue()
                        || entry.getMessage().contains("Content Security Policy"))
                .map(LogEntry::toString)
                .forEach(complaints::add);
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
