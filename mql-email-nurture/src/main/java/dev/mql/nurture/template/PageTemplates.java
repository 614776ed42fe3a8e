package dev.mql.nurture.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the pages behind the links in mails. Safe for any number of threads; a reader's locale may be {@code null}. */
public final class PageTemplates {
    private static final int MAX_MISSING = 20;

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

    /** The cart was ordered or emptied in the meantime, or the link is too old. */
    public String cartGone(@Nullable Locale locale) {
        return page(locale, "gone").toShop().write();
    }

    /** Nothing of the cart can be bought any more. */
    public String soldOut(@Nullable Locale locale, OfferView offer) {
        return page(locale, "soldout").missing(offer).toShop().write();
    }

    /** Why a cart is shown before anything is done with it. */
    public enum Ask {
        /** Nobody knows yet whether a person is there. */
        PLAIN,
        /** The present cart has other items. */
        OTHER_ITEMS,
        /** Somebody is signed in who did not get the mail. */
        OTHER_ACCOUNT;

        private String key() {
            return name().toLowerCase(Locale.ROOT).replace("_", "");
        }
    }

    /** Shows a saved cart and asks before it is added to the present one. */
    public String cart(@Nullable Locale locale, Ask why, OfferView offer) {
        return page(locale, "cart").text(why.key()).cart(offer).button().write();
    }

    /** Some items are not in the cart as they were: those that are gone, those that are scarce, or the shop refused some. */
    public String partly(@Nullable Locale locale, OfferView offer, String cartUrl) {
        return page(locale, "partly")
                .missing(offer)
                .link("page.partly.button", cartUrl)
                .write();
    }

    /** Offers every answer; a tap on one is it. */
    public String question(@Nullable Locale locale, Reasons reasons) {
        return new Page(Words.of(locale), reasons.page()).choices(reasons).write();
    }

    /**
     * Asks for the answer that was chosen in the mail; nothing is stored yet.
     *
     * @param all where every answer is offered
     */
    public String words(@Nullable Locale locale, Reasons reasons, String code, String all) {
        Page page = page(locale, "words");
        page.title = reasons.say(code, page.words);
        return page.reason(code, "page.words.question")
                .button()
                .link(reasons.page() + "another", all)
                .write();
    }

    /** Thanks for an answer that was stored. */
    public String thanks(@Nullable Locale locale, Reasons reasons, String code, boolean askForWords) {
        Page page = page(locale, "thanks").done();
        if (askForWords) {
            page.reason(code, "page.thanks.question").button();
        }
        page.given = Map.of("shop", shop.name(), "reason", reasons.say(code, page.words));
        return page.toShop().write();
    }

    /**
     * Offers the end of all mail by one button, and each kind by a box.
     *
     * @param topics words of the kinds of mail, each with whether it is wanted now
     */
    public String unsubscribe(@Nullable Locale locale, Map<String, Boolean> topics) {
        return page(locale, "unsubscribe")
                .button()
                .options("page.topics.title", topics)
                .write();
    }

    public String unsubscribed(@Nullable Locale locale) {
        return page(locale, "unsubscribed").done().toShop().write();
    }

    /** The kinds of mail are stored as they were chosen; they can be chosen anew. */
    public String preferred(@Nullable Locale locale, Map<String, Boolean> topics) {
        return page(locale, "preferred")
                .done()
                .options("page.preferred.topics", topics)
                .toShop()
                .write();
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
        private String text = "text.1";
        private List<MailView.Line> lines = List.of();
        private String total = "";
        private @Nullable String note;
        private final List<PageView.Missing> missing = new ArrayList<>();
        private PageView.@Nullable Options options;
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

        Page text(String name) {
            text = "text." + name;
            return this;
        }

        Page cart(OfferView offer) {
            CartView cart = offer.cart();
            Money money = new Money(cart.currency(), words.locale());
            lines = cart.lines().stream()
                    .map(line -> MailTemplates.line(line, money))
                    .toList();
            total = money.write(cart.total());
            note = offer.today() ? words.say("page.cart.today") : null;
            return missing(offer);
        }

        Page missing(OfferView offer) {
            missing("page.cart.gone", offer.gone().stream().map(name -> Plain.line(name, 120)));
            missing("page.cart.refused", offer.refused().stream().map(name -> Plain.line(name, 120)));
            missing(
                    "page.cart.less",
                    offer.scarce().stream()
                            .map(scarce -> words.say(
                                    "page.cart.scarce",
                                    Map.of(
                                            "name",
                                            Plain.line(scarce.name(), 120),
                                            "count",
                                            Integer.toString(scarce.left())))));
            return this;
        }

        private void missing(String heading, Stream<String> names) {
            List<String> few = names.limit(MAX_MISSING).toList();
            if (!few.isEmpty()) {
                missing.add(new PageView.Missing(words.say(heading), few));
            }
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

        Page choices(Reasons reasons) {
            form = true;
            choices = reasons.codes().stream()
                    .map(code -> new PageView.Choice(code, reasons.say(code, words)))
                    .toList();
            return this;
        }

        Page options(String title, Map<String, Boolean> topics) {
            options = new PageView.Options(
                    words.say(title),
                    topics.entrySet().stream()
                            .map(topic -> new PageView.Option(
                                    topic.getKey(),
                                    words.say("page.topic." + topic.getKey()),
                                    words.say("page.topic." + topic.getKey() + ".help"),
                                    topic.getValue()))
                            .toList(),
                    words.say("page.topics.button"));
            return this;
        }

        Page reason(String chosen, String asks) {
            reason = chosen;
            question = words.say(asks);
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
                    List.of(words.say(key + text, given)),
                    lines,
                    words.say("mail.total"),
                    total,
                    note,
                    missing,
                    done,
                    form,
                    reason,
                    choices,
                    question,
                    button,
                    options,
                    link);
            return engine.render("page", words.locale(), "page", view);
        }
    }
}
