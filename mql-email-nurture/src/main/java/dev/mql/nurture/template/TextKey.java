package dev.mql.nurture.template;

import static dev.mql.nurture.template.Placeholder.CART_COUNT;
import static dev.mql.nurture.template.Placeholder.CART_FIRST;
import static dev.mql.nurture.template.Placeholder.CART_TOTAL;
import static dev.mql.nurture.template.Placeholder.COMPANY;
import static dev.mql.nurture.template.Placeholder.CONFIRM_DAYS;
import static dev.mql.nurture.template.Placeholder.COUPON_CODE;
import static dev.mql.nurture.template.Placeholder.COUPON_EXPIRES;
import static dev.mql.nurture.template.Placeholder.COUPON_WORDS;
import static dev.mql.nurture.template.Placeholder.LEAD_FIRST_NAME;
import static dev.mql.nurture.template.Placeholder.ORDER_NUMBER;
import static dev.mql.nurture.template.Placeholder.SHOP_HELP;
import static dev.mql.nurture.template.Placeholder.SHOP_NAME;
import static dev.mql.nurture.template.Placeholder.SHOP_RETURNS;
import static dev.mql.nurture.template.Placeholder.SHOP_SHIPPING;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts that exist, each for one kind of mail. A variant of one is named by its code and a letter, such as {@code cart.1@b}; where a
 * variant has no words of its own, those of its text hold.
 */
@SuppressWarnings("ImmutableEnumChecker") // its collections are copies that nobody changes
public enum TextKey {
    CONFIRM("confirm", Theme.ADDRESS, "Asks whether an address is the reader's own. Neutral: nothing to sell."),
    CART_1("cart.1", Theme.CART, "A cart was left: a helpful reminder."),
    CART_2("cart.2", Theme.CART, "Still there: answers to doubts.", "shipping", "returns", "help"),
    CART_3("cart.3", Theme.CART, "The last word about a cart, with a question."),
    CHECKOUT_1("checkout.1", Theme.CART, "The checkout was begun and left.", "help"),
    PAYMENT_1("payment.1", Theme.CART, "A payment failed: what to do, and other ways to pay.", "help"),
    CART_PRICE("cart.price", Theme.CART, "Answers somebody who said: the price.", "returns"),
    CART_SHIPPING("cart.shipping", Theme.CART, "Answers somebody who said: the shipping.", "shipping"),
    CART_TRUST("cart.trust", Theme.CART, "Answers somebody who was not sure about the shop.", "returns", "help"),
    BROWSE_1("browse.1", Theme.BROWSE, "Items were looked at, and none went into a cart."),
    WELCOME_1("welcome.1", Theme.NEWS, "The first mail after signing up."),
    WELCOME_2("welcome.2", Theme.NEWS, "Some days later: how to choose, whom to ask.", "shipping", "returns", "help"),
    WIN_BACK_1("win_back.1", Theme.CUSTOMER, "A customer has not been back for long."),
    WIN_BACK_2("win_back.2", Theme.CUSTOMER, "The same, once more and for the last time."),
    SATISFACTION_1("satisfaction.1", Theme.ORDER, "Some days after an order: how was it? Three answers, one tap."),
    QUESTION_1("question.1", Theme.QUESTION, "A series ended without an order: why? One tap."),
    LOW_1("low.1", Theme.NEWS, "Slow series for leads of low quality: what the shop stands for."),
    LOW_2("low.2", Theme.NEWS, "The same, later: how to buy without a risk.", "shipping", "returns", "help");

    /** What a mail is about decides what its text may name, and why its reader gets it. */
    enum Theme {
        ADDRESS("address", EnumSet.of(SHOP_NAME, CONFIRM_DAYS), EnumSet.noneOf(Placeholder.class)),
        CART("cart", EnumSet.of(SHOP_NAME, CART_TOTAL, CART_COUNT, CART_FIRST), withOffer()),
        BROWSE("browse", EnumSet.of(SHOP_NAME, CART_FIRST), withOffer()),
        NEWS("news", EnumSet.of(SHOP_NAME), withOffer()),
        CUSTOMER("customer", EnumSet.of(SHOP_NAME), withOffer()),
        ORDER("order", EnumSet.of(SHOP_NAME), EnumSet.of(LEAD_FIRST_NAME, COMPANY, ORDER_NUMBER, SHOP_HELP)),
        QUESTION("cart", EnumSet.of(SHOP_NAME), EnumSet.of(LEAD_FIRST_NAME, COMPANY, CART_FIRST, SHOP_HELP));

        private final String word;
        private final Set<Placeholder> certain;
        private final Set<Placeholder> possible;

        Theme(String word, Set<Placeholder> certain, Set<Placeholder> possible) {
            this.word = word;
            this.certain = Set.copyOf(certain);
            this.possible = Set.copyOf(possible);
        }

        private static Set<Placeholder> withOffer() {
            return EnumSet.of(
                    LEAD_FIRST_NAME,
                    COMPANY,
                    COUPON_CODE,
                    COUPON_WORDS,
                    COUPON_EXPIRES,
                    SHOP_SHIPPING,
                    SHOP_RETURNS,
                    SHOP_HELP);
        }

        /** By which the words are found that say why the reader gets such a mail. */
        String word() {
            return word;
        }
    }

    private final String code;
    private final Theme theme;
    private final String about;
    private final List<String> answers;

    TextKey(String code, Theme theme, String about, String... answers) {
        this.code = code;
        this.theme = theme;
        this.about = about;
        this.answers = List.of(answers);
    }

    /** As it is stored and written, for example {@code cart.1}. */
    public String code() {
        return code;
    }

    /** One sentence for the marketer. */
    public String about() {
        return about;
    }

    /** What its text may name, in the order of the list. */
    public Set<Placeholder> placeholders() {
        Set<Placeholder> all = EnumSet.copyOf(theme.certain);
        all.addAll(theme.possible);
        return all;
    }

    /** Whether every mail of this kind can fill it, so that it needs no fallback. */
    public boolean always(Placeholder placeholder) {
        return theme.certain.contains(placeholder);
    }

    /** Whether it can not be written without items to show. */
    public boolean needsItems() {
        return theme == Theme.CART || theme == Theme.BROWSE;
    }

    /** Whether its answers are its buttons, so that its text has none. */
    public boolean asks() {
        return this == SATISFACTION_1 || this == QUESTION_1;
    }

    Theme theme() {
        return theme;
    }

    /** Questions that the shop answers in such a mail: shipping, returns, help. */
    List<String> answers() {
        return answers;
    }

    /**
     * Which text a code means, with or without a variant.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static TextKey of(String code) {
        TextKey key = orNull(code);
        if (key == null) {
            throw new IllegalArgumentException("no text of a mail is called \"" + Plain.line(code, 60) + "\""
                    + Meant.by(withoutVariant(code), codes()) + "; there are " + String.join(", ", codes()));
        }
        return key;
    }

    static @Nullable TextKey orNull(String code) {
        String plain = withoutVariant(code);
        return Arrays.stream(values())
                .filter(key -> key.code.equals(plain))
                .findFirst()
                .orElse(null);
    }

    /** {@code cart.1} of {@code cart.1@b}. */
    static String withoutVariant(String code) {
        int at = code.length() - 2;
        return at > 0 && code.charAt(at) == '@' && code.charAt(at + 1) >= 'a' && code.charAt(at + 1) <= 'z'
                ? code.substring(0, at)
                : code;
    }

    private static List<String> codes() {
        return Arrays.stream(values()).map(TextKey::code).toList();
    }

    @Override
    public String toString() {
        return code;
    }
}
