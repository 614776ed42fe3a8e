package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.testkit.RedisProcess;
import dev.mql.testkit.TickingClock;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.math.BigDecimal;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One installation on real parts, Redis, mail server and web container, with a clock that a test moves. */
final class Story implements AutoCloseable {
    static final String ADDRESS = "ada@example.org";
    static final String VISITOR = "visitor-1";
    private static final Duration SOON = Duration.ofSeconds(10);

    final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    final RedisProcess redis = RedisProcess.start();
    final GreenMail inbox = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private final Map<String, String> settings;
    private final @Nullable MailSender sender;
    Config config;
    Mql mql;
    TinyShop shop;
    MqlNurture nurture;
    private final UnaryOperator<MqlNurture.Builder> parts;

    Story() {
        this(Map.of());
    }

    Story(Map<String, String> changed) {
        this(changed, null);
    }

    Story(Map<String, String> changed, @Nullable MailSender sender) {
        this(changed, sender, UnaryOperator.identity());
    }

    /** @param parts other parts of the shop's own */
    Story(Map<String, String> changed, @Nullable MailSender sender, UnaryOperator<MqlNurture.Builder> parts) {
        this.parts = parts;
        inbox.start();
        this.sender = sender;
        settings = new TreeMap<>(Map.of(
                "mql.redis.url", redis.url(),
                "mql.secret", "0123456789abcdef0123456789abcdef",
                "mql.base-url", "https://shop.example",
                "mql.shop.name", "Fenn & Lark",
                "mql.smtp.url", "smtp://127.0.0.1:" + inbox.getSmtp().getPort() + "?starttls=off",
                "mql.mail.from", "Fenn & Lark <cart@shop.example>",
                "mql.mail.postal-address", "Fenn & Lark, Lindenstraße 12, 50674 Köln",
                "mql.cart.session-attribute", "cart"));
        settings.put("mql.recovery.holdout", "0");
        settings.putAll(changed);
        settings.values().removeIf(String::isEmpty);
        config = Config.of(settings);
        mql = Mql.builder().config(config).clock(clock).build();
        shop = shop(mql, sender);
    }

    /** The installation stops and starts again with other settings. */
    void restart(Map<String, String> changed) {
        stop();
        settings.putAll(changed);
        config = Config.of(settings);
        mql = Mql.builder().config(config).clock(clock).build();
        shop = shop(mql, sender);
    }

    private TinyShop shop(Mql running, @Nullable MailSender mails) {
        try {
            return new TinyShop(running, servlets -> {
                MqlNurture.Builder builder = parts.apply(MqlNurture.builder());
                MqlNurture made = (mails == null ? builder : builder.mailSender(mails)).register(servlets);
                nurture = nurture == null || running == mql ? made : nurture;
            });
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Another node of the same installation; closing it closes its shop. */
    AutoCloseable anotherNode() {
        Mql other = Mql.builder().config(config).clock(clock).build();
        TinyShop itsShop = shop(other, null);
        return () -> {
            itsShop.close();
            other.close();
        };
    }

    // what marketers do

    void publish(UnaryOperator<Playbook> change) {
        Playbook now = nurture.sending().playbooks().current();
        assertThat(nurture.sending().playbooks().publish(change.apply(now), now.version(), "Ada", "a test"))
                .isPresent();
    }

    /** Changes one series. */
    void change(String id, UnaryOperator<Series> change) {
        publish(playbook -> playbook.with(change.apply(playbook.series(id).orElseThrow())));
    }

    // what shoppers do

    void event(String visitor, String type, @Nullable String email) {
        event(visitor, type, email, Source.FILTER, Props.NONE);
    }

    void event(String visitor, String type, @Nullable String email, Source source, Props props) {
        mql.leads()
                .apply(List.of(Event.of(EventId.at(clock.millis()), visitor, type, clock.millis(), source, "/", props)
                        .withEmail(email)));
    }

    void signUp(String visitor, String address) {
        event(visitor, EventType.NEWSLETTER_SIGNUP, address);
    }

    void putIntoCart(String visitor, CartLine... lines) {
        event(visitor, EventType.ADD_TO_CART, null);
        mql.leads()
                .apply(List.of(Event.of(
                                EventId.at(clock.millis()),
                                visitor,
                                EventType.CART_SNAPSHOT,
                                clock.millis(),
                                Source.FILTER,
                                "/cart",
                                Props.NONE)
                        .withCart(Cart.snapshot(List.of(lines), "EUR", clock.millis()))));
    }

    static CartLine line(String id, String name, String price, int quantity) {
        return new CartLine(id, name, new BigDecimal(price), quantity, "/img/" + id + ".svg", "/p/" + id);
    }

    /** A qualified lead with a confirmed address and a cart of two lines, touched just now. */
    void qualifiedLeadWithCart() {
        event(VISITOR, "contact_form", null);
        mql.leads().confirm(lead().id(), ADDRESS);
        putIntoCart(VISITOR, line("7", "Kettle", "64.00", 1), line("8", "Filter papers", "4.90", 3));
    }

    // what time does

    void pass(Duration time) {
        clock.advance(time);
        mql.runDue();
    }

    void cartIsLeft() {
        pass(Duration.ofMinutes(60));
    }

    // what can be seen

    Lead lead() {
        return mql.leads().byVisitor(VISITOR).orElseThrow();
    }

    /** Why no series took the newest cart. */
    @Nullable
    String reasonOfCart() {
        Lead lead = lead();
        return lead.enrolment(Mailing.Kind.RECOVERY, lead.carts().get(0).id())
                .orElseThrow()
                .reason();
    }

    Mailing mailing(int step) {
        Lead lead = lead();
        return lead.mails().stream()
                .filter(m -> m.kind() == Mailing.Kind.RECOVERY && m.step() == step)
                .findFirst()
                .orElseThrow();
    }

    void awaitState(int step, Mailing.State state, @Nullable String reason) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(mailing(step).state()).isEqualTo(state);
            assertThat(mailing(step).reason()).isEqualTo(reason);
        });
    }

    List<MimeMessage> awaitMails(int count) {
        await().atMost(SOON).until(() -> inbox.getReceivedMessages().length >= count);
        assertThat(inbox.getReceivedMessages()).hasSize(count);
        return Arrays.asList(inbox.getReceivedMessages());
    }

    static String part(MimeMessage mail, int index) {
        try {
            return (String)
                    ((MimeMultipart) mail.getContent()).getBodyPart(index).getContent();
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The path of the link to one of our pages, for example {@code r}. */
    static String link(MimeMessage mail, String page) {
        Matcher matcher = Pattern.compile("https://shop\\.example(/mql/" + page + "/[A-Za-z0-9_-]{27})")
                .matcher(part(mail, 0));
        assertThat(matcher.find()).as("link to " + page).isTrue();
        return matcher.group(1);
    }

    // a browser

    HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    HttpResponse<String> open(HttpClient browser, String path) {
        return send(browser, request(path).header("Accept", "text/html").GET());
    }

    HttpResponse<String> post(HttpClient browser, String path, String body) {
        return send(
                browser,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(shop.url() + path));
    }

    HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void stop() {
        try {
            shop.close();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        } finally {
            mql.close();
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            inbox.stop();
            redis.close();
        }
    }
}
