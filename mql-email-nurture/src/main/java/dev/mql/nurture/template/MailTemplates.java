package dev.mql.nurture.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes mails: the words of a {@link TextBook} in a {@link Layout}. Safe for any number of threads. */
public final class MailTemplates {
    private static final int DAYS_TO_CONFIRM = 7;

    private final Shop shop;
    private final Reasons reasons;
    private final TextBook texts;
    private final Shapes shapes;

    /** @param reasons the answers of which a mail offers the first few */
    public MailTemplates(Shop shop, Reasons reasons, TextBook texts, Layout layout) {
        this(shop, reasons, texts, new Shapes(layout::render));
    }

    private MailTemplates(Shop shop, Reasons reasons, TextBook texts, Shapes shapes) {
        this.reasons = reasons;
        this.shop = new Shop(
                Plain.line(shop.name(), 80),
                Plain.line(shop.postalAddress(), 200),
                shop.shipping(),
                shop.returns(),
                shop.help());
        this.texts = texts;
        this.shapes = shapes;
    }

    /** With the answers that ship. */
    MailTemplates(Shop shop, TextBook texts, Layout layout) {
        this(shop, Reasons.USUAL, texts, layout);
    }

    /** With the words and the layout that ship. */
    public MailTemplates(Shop shop) {
        this(shop, Reasons.USUAL, TextBook.shipped(), Layout.shipped());
    }

    /**
     * The same with one text as somebody is writing it, for a preview; {@link TextBook#check} says whether it can be used, and one that
     * can not is not shown.
     *
     * @throws IllegalArgumentException if there is no such text or language
     */
    public MailTemplates trying(String key, String language, String source) {
        return new MailTemplates(shop, reasons, texts.trying(key, language, source), shapes);
    }

    /**
     * The mail that asks the owner of an address whether it is theirs. Neutral: it holds nothing that the person who typed the
     * address could choose, and no advertising.
     *
     * @param locale the reader's, or {@code null}
     * @param confirm absolute address of the page that confirms
     */
    public WrittenMail confirmAddress(@Nullable Locale locale, String confirm) {
        TextBook.Found found = texts.find(TextKey.CONFIRM.code(), locale);
        Said said = new Said(found, new Values(shop).confirming(DAYS_TO_CONFIRM));
        return written(
                found,
                new MailView(
                        found.locale().toLanguageTag(),
                        shop.name(),
                        said.subject(),
                        said.preview(),
                        said.headline(),
                        said.paragraphs(),
                        List.of(),
                        null,
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        said.button(confirm),
                        null,
                        said.closing(),
                        new MailView.Footer(
                                said.words().say("mail.why.address", said.shop()), null, null, shop.postalAddress())));
    }

    /**
     * @throws IllegalArgumentException if there is no such text, or it needs items and there are none
     */
    public WrittenMail write(MailContent content) {
        TextBook.Found found = texts.find(content.key(), content.locale());
        TextKey key = found.text();
        CartView items = content.items();
        if (key.needsItems() && (items == null || items.lines().isEmpty())) {
            throw new IllegalArgumentException("a mail " + key + " can not be written without items");
        }
        Locale locale = found.locale();
        Money money = new Money(items == null ? "" : items.currency(), locale);
        Said said = new Said(found, new Values(shop, content, money, locale));
        List<MailView.Link> choices = choices(key, said.words(), content);
        boolean rating = key == TextKey.SATISFACTION_1;
        return written(
                found,
                new MailView(
                        locale.toLanguageTag(),
                        shop.name(),
                        said.subject(),
                        said.preview(),
                        said.headline(),
                        said.paragraphs(),
                        List.of(),
                        null,
                        key.answers().stream()
                                .map(about -> answer(said.words(), about))
                                .toList(),
                        coupon(content, said.words(), locale),
                        rating ? choices : List.of(),
                        rating ? List.of() : choices,
                        items == null || items.lines().isEmpty() ? null : Items.of(key, items, money, said.words()),
                        said.button(content.links().button()),
                        choices.isEmpty()
                                ? aside(key, said.words(), content.links().feedback())
                                : null,
                        said.closing(),
                        footer(key, said, content.links())));
    }

    /** The few answers that a mail offers beside its cart, in the reader's language. */
    public List<Reason> reasons(@Nullable Locale locale) {
        Words words = Words.of(texts.locale(locale));
        return reasons.inMail().stream()
                .map(code -> new Reason(code, reasons.say(code, words)))
                .toList();
    }

    private WrittenMail written(TextBook.Found found, MailView view) {
        return new WrittenMail(view.subject(), shapes.write(view), TextPart.of(view), view.lang(), found.key());
    }

    private MailView.Answer answer(Words words, String about) {
        String own =
                switch (about) {
                    case "shipping" -> shop.shipping();
                    case "returns" -> shop.returns();
                    default -> shop.help();
                };
        return new MailView.Answer(
                words.say("answer." + about),
                own == null ? words.say("answer." + about + ".text") : Plain.line(own, 500));
    }

    private List<MailView.Link> choices(TextKey key, Words words, MailContent content) {
        String feedback = content.links().feedback();
        if (feedback == null) {
            if (key.asks()) {
                throw new IllegalArgumentException("a mail " + key + " can not be written without a link for answers");
            }
            return List.of();
        }
        if (!content.reasons().isEmpty() || !key.asks()) {
            return content.reasons().stream()
                    .map(reason -> choice(feedback, reason.code(), Plain.line(reason.label(), 80)))
                    .toList();
        }
        Reasons answers = key == TextKey.SATISFACTION_1 ? Reasons.SATISFACTION : reasons;
        return answers.codes().stream()
                .map(code -> choice(feedback, code, answers.say(code, words)))
                .toList();
    }

    private static MailView.Link choice(String feedback, String code, String label) {
        return new MailView.Link(label, feedback + "?reason=" + URLEncoder.encode(code, StandardCharsets.UTF_8));
    }

    private static MailView.@Nullable Offer coupon(MailContent content, Words words, Locale locale) {
        CouponView coupon = content.coupon();
        return coupon == null
                ? null
                : new MailView.Offer(
                        words.say("mail.coupon"),
                        Plain.line(coupon.code(), 40),
                        Plain.line(coupon.words(), 100),
                        words.say(
                                "mail.coupon.until",
                                Map.of("date", Values.date(coupon.expires(), content.zone(), locale))));
    }

    /** Asks about items that nobody took; of news there is nothing to ask. */
    private static MailView.@Nullable Aside aside(TextKey key, Words words, @Nullable String feedback) {
        return feedback == null || !key.needsItems()
                ? null
                : new MailView.Aside(words.say("mail.aside"), words.say("mail.feedback"), feedback);
    }

    private MailView.Footer footer(TextKey key, Said said, MailLinks links) {
        String preferences = links.preferences();
        return new MailView.Footer(
                said.words().say("mail.why." + key.theme().word(), said.shop()),
                new MailView.Link(said.words().say("mail.unsubscribe"), links.unsubscribe()),
                preferences == null ? null : new MailView.Link(said.words().say("mail.preferences"), preferences),
                shop.postalAddress());
    }

    /** As pages show a line: theirs may come from wherever the shop's own do. */
    static MailView.Line line(CartView.Line line, Money money) {
        return Items.line(line, money, true, line.image());
    }
}
