package dev.mql.nurture.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the pages behind the links in mails. Safe for any number of threads; a reader's locale may be {@code null}. */
public final class PageTemplates {
    private final Engine engine = new Engine();
    private final Shop shop;
    private final String home;
    private final String stylesheet;

    /**
     * @param home path or address of the shop's front page
     * @param stylesheet path under which {@link #stylesheet()} is served
     */
    public PageTemplates(Shop shop, String home, String stylesheet) {
        this.shop = shop;
        this.home = home;
        this.stylesheet = stylesheet;
    }

    /** The one style sheet of all pages, UTF-8. */
    public static byte[] stylesheet() {
        try (InputStream in = PageTemplates.class.getResourceAsStream("pages.css")) {
            if (in == null) {
                throw new IllegalStateException("pages.css is missing beside " + PageTemplates.class.getName());
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** For every link that leads nowhere, whatever the cause. */
    public String invalid(@Nullable Locale locale) {
        return page(locale, "invalid").toShop().write();
    }

    /** The store did not answer, so nothing was done. */
    public String busy(@Nullable Locale locale) {
        return page(locale, "busy").write();
    }

    /** The cart was ordered or emptied in the meantime. */
    public String cartGone(@Nullable Locale locale) {
        return page(locale, "gone").toShop().write();
    }

    /** Shows a saved cart and asks before it is added to the present one. */
    public String cart(@Nullable Locale locale, CartView cart) {
        return page(locale, "cart").cart(cart).button().write();
    }

    /** The shop refused some of the items. */
    public String partly(@Nullable Locale locale, String cartUrl) {
        return page(locale, "partly").link("page.partly.button", cartUrl).write();
    }

    /** Offers every reason; a tap on one is the answer. */
    public String reasons(@Nullable Locale locale) {
        return page(locale, "reasons").choices().write();
    }

    /**
     * Asks for the answer that was chosen in the mail; nothing is stored yet.
     *
     * @param all where every reason is offered
     */
    public String words(@Nullable Locale locale, String reason, String all) {
        return page(locale, "words")
                .reason(reason, "page.words.question")
                .button()
                .link("page.words.other", all)
                .write();
    }

    /** Thanks for an answer that was stored. */
    public String thanks(@Nullable Locale locale, String reason, boolean askForWords) {
        Page page = page(locale, "thanks").done();
        if (askForWords) {
            page.reason(reason, "page.thanks.question").button();
        }
        page.given = Map.of("shop", shop.name(), "reason", page.words.say("reason." + reason));
        return page.toShop().write();
    }

    public String unsubscribe(@Nullable Locale locale) {
        return page(locale, "unsubscribe").button().write();
    }

    public String unsubscribed(@Nullable Locale locale) {
        return page(locale, "unsubscribed").done().toShop().write();
    }

    public String confirm(@Nullable Locale locale) {
        return page(locale, "confirm").button().write();
    }

    public String confirmed(@Nullable Locale locale) {
        return page(locale, "confirmed").done().toShop().write();
    }

    private Page page(@Nullable Locale locale, String name) {
        return new Page(Words.of(locale), "page." + name + ".");
    }

    /** One page while it is being put together. */
    private final class Page {
        private final Words words;
        private final String key;
        private Map<String, String> given = Map.of("shop", shop.name());
        private String title;
        private List<MailView.Line> lines = List.of();
        private String total = "";
        private boolean done;
        private boolean form;
        private @Nullable String reason;
        private List<PageView.Choice> choices = List.of();
        private @Nullable String question;
        private @Nullable String button;
        private MailView.@Nullable Link link;

        Page(Words words, String key) {
            this.words = words;
            this.key = key;
            this.title = key.equals("page.words.") ? "" : words.say(key + "title", given);
        }

        Page cart(CartView cart) {
            Money money = new Money(cart.currency(), words.locale());
            lines = cart.lines().stream()
                    .map(line -> MailTemplates.line(line, money))
                    .toList();
            total = money.write(cart.total());
            return this;
        }

        Page done() {
            done = true;
            return this;
        }

        Page button() {
            form = true;
            button = words.say(key + "button");
            return this;
        }

        Page choices() {
            form = true;
            choices = Reasons.ALL.stream()
                    .map(r -> new PageView.Choice(r, words.say("reason." + r)))
                    .toList();
            return this;
        }

        Page reason(String chosen, String asks) {
            reason = chosen;
            question = words.say(asks);
            if (title.isEmpty()) {
                title = words.say("reason." + chosen);
            }
            return this;
        }

        Page link(String label, String url) {
            link = new MailView.Link(words.say(label), url);
            return this;
        }

        Page toShop() {
            return link("page.home", home);
        }

        String write() {
            PageView view = new PageView(
                    words.locale().toLanguageTag(),
                    shop.name(),
                    home,
                    stylesheet,
                    shop.postalAddress(),
                    title,
                    List.of(words.say(key + "text.1", given)),
                    lines,
                    words.say("mail.total"),
                    total,
                    done,
                    form,
                    reason,
                    choices,
                    question,
                    button,
                    link);
            return engine.render("page", words.locale(), "page", view);
        }
    }
}
