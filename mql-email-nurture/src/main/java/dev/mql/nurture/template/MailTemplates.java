package dev.mql.nurture.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes mails. Safe for any number of threads. */
public final class MailTemplates {
    /** How many mails the recovery series has words for. */
    public static final int RECOVERY_STEPS = 3;

    private static final int MAX_LINES = 8;
    private static final int DAYS_TO_CONFIRM = 7;

    private final Engine engine = new Engine();
    private final Shop shop;
    private final Reasons reasons;

    public MailTemplates(Shop shop) {
        this(shop, Reasons.USUAL);
    }

    /** @param reasons the answers of which a mail offers the first few */
    public MailTemplates(Shop shop, Reasons reasons) {
        this.reasons = reasons;
        this.shop = new Shop(
                Plain.line(shop.name(), 80),
                Plain.line(shop.postalAddress(), 200),
                shop.shipping(),
                shop.returns(),
                shop.help());
    }

    /**
     * The mail that asks the owner of an address whether it is theirs. Neutral: it holds nothing that the person who typed the
     * address could choose, and no advertising.
     *
     * @param locale the reader's, or {@code null}
     * @param confirm absolute address of the page that confirms
     */
    public WrittenMail confirmAddress(@Nullable Locale locale, String confirm) {
        Words words = Words.of(locale);
        Map<String, String> given = Map.of("shop", shop.name(), "days", Integer.toString(DAYS_TO_CONFIRM));
        return write(
                words,
                new MailView(
                        words.locale().toLanguageTag(),
                        shop.name(),
                        words.say("confirm.subject", given),
                        words.say("confirm.preheader", given),
                        words.say("confirm.headline", given),
                        List.of(words.say("confirm.text.1", given)),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        List.of(),
                        null,
                        "",
                        "",
                        new MailView.Link(words.say("confirm.button", given), confirm),
                        null,
                        List.of(words.say("confirm.closing", given)),
                        new MailView.Footer(words.say("confirm.why", given), null, shop.postalAddress())));
    }

    /**
     * A mail of the recovery series.
     *
     * @param locale the reader's, or {@code null}
     * @param step 1 to {@value #RECOVERY_STEPS}
     */
    public WrittenMail recovery(@Nullable Locale locale, int step, CartView cart, MailLinks links) {
        if (step < 1 || step > RECOVERY_STEPS) {
            throw new IllegalArgumentException(
                    "step " + step + " of the recovery series has no words; there are " + RECOVERY_STEPS);
        }
        Words words = Words.of(locale);
        Money money = new Money(cart.currency(), words.locale());
        String key = "recovery." + step + ".";
        Map<String, String> given = Map.of(
                "shop", shop.name(), "total", money.write(cart.total()), "count", Integer.toString(cart.pieces()));
        return write(
                words,
                new MailView(
                        words.locale().toLanguageTag(),
                        shop.name(),
                        words.say(key + "subject", given),
                        words.say(key + "preheader", given),
                        words.say(key + "headline", given),
                        List.of(words.say(key + "text.1", given)),
                        List.of(),
                        null,
                        step == 2 ? answers(words) : List.of(),
                        step == 3 ? choices(words, links.feedback()) : List.of(),
                        step == 3 ? words.say(key + "cart") : null,
                        lines(cart, money),
                        more(words, cart.lines().size()),
                        words.say("recovery.total"),
                        money.write(cart.total()),
                        new MailView.Link(words.say(key + "button", given), links.recover()),
                        step == 3 ? null : aside(words, links.feedback()),
                        List.of(),
                        new MailView.Footer(
                                words.say("recovery.why", given),
                                new MailView.Link(words.say("recovery.unsubscribe"), links.unsubscribe()),
                                shop.postalAddress())));
    }

    private WrittenMail write(Words words, MailView view) {
        return new WrittenMail(
                Plain.line(view.subject(), 200),
                engine.render("mail", words.locale(), "mail", view),
                TextPart.of(view));
    }

    private List<MailView.Answer> answers(Words words) {
        return List.of(
                answer(words, "shipping", shop.shipping()),
                answer(words, "returns", shop.returns()),
                answer(words, "help", shop.help()));
    }

    private static MailView.Answer answer(Words words, String about, @Nullable String own) {
        String key = "recovery.2.answer." + about;
        return new MailView.Answer(words.say(key), own == null ? words.say(key + ".text") : Plain.line(own, 500));
    }

    private static MailView.Aside aside(Words words, String feedback) {
        return new MailView.Aside(words.say("recovery.aside"), words.say("recovery.feedback"), feedback);
    }

    private List<MailView.Link> choices(Words words, String feedback) {
        return reasons.inMail().stream()
                .map(reason -> new MailView.Link(reasons.say(reason, words), feedback + "?reason=" + reason))
                .toList();
    }

    static List<MailView.Line> lines(CartView cart, Money money) {
        return IntStream.range(0, Math.min(MAX_LINES, cart.lines().size()))
                .mapToObj(i -> cart.lines().get(i))
                .map(line -> line(line, money))
                .toList();
    }

    static MailView.Line line(CartView.Line line, Money money) {
        String name = Plain.line(line.name(), 120);
        String initial = name.isEmpty() ? "·" : name.substring(0, name.offsetByCodePoints(0, 1));
        return new MailView.Line(
                name,
                initial,
                line.image(),
                line.quantity() + "\u00a0×\u00a0" + money.write(line.price()),
                money.write(line.total()));
    }

    /** How many of so many lines are not shown, in words. */
    static @Nullable String more(Words words, int all) {
        int hidden = all - MAX_LINES;
        if (hidden <= 0) {
            return null;
        }
        return hidden == 1
                ? words.say("recovery.more.one")
                : words.say("recovery.more.many", Map.of("count", Integer.toString(hidden)));
    }
}
