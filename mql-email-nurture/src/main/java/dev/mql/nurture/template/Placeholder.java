package dev.mql.nurture.template;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a text of a mail may name between double braces: a closed list. Each gives one line of plain text. */
public enum Placeholder {
    LEAD_FIRST_NAME("lead.firstName", "The reader's first name, if it is known and harmless", "Ada"),
    COMPANY("company", "The company of the reader, if it is known and harmless", "Analytical Engines"),
    SHOP_NAME("shop.name", "What the shop calls itself", "Fenn & Lark"),
    SHOP_SHIPPING(
            "shop.shipping", "The shop's answer about shipping, mql.mail.shipping", "Free from €50, in two days."),
    SHOP_RETURNS("shop.returns", "The shop's answer about returns, mql.mail.returns", "Free within 30 days."),
    SHOP_HELP("shop.help", "The shop's answer about help, mql.mail.help", "Call us: 0221 123456, from 9 to 17 h."),
    CART_TOTAL("cart.total", "What the cart is worth, in its currency and as the reader writes money", "€168.20"),
    CART_COUNT("cart.count", "How many pieces are in the cart", "5"),
    CART_FIRST("cart.first", "The name of the dearest item, at most 60 characters", "Hand grinder with walnut handle"),
    COUPON_CODE("coupon.code", "The reader's own coupon, if there is one", "KETTLE-7Q2M"),
    COUPON_WORDS("coupon.words", "What that coupon is worth, in words", "10 % off this order"),
    COUPON_EXPIRES("coupon.expires", "The last day of that coupon, as the reader writes dates", "4 December 2026"),
    ORDER_NUMBER("order.number", "The shop's number of the order", "10482"),
    CONFIRM_DAYS("confirm.days", "How many days the link that confirms works", "7");

    private final String code;
    private final String about;
    private final String example;

    Placeholder(String code, String about, String example) {
        this.code = code;
        this.about = about;
        this.example = example;
    }

    /** As it is written between the braces, for example {@code lead.firstName}. */
    public String code() {
        return code;
    }

    /** One sentence for the marketer. */
    public String about() {
        return about;
    }

    /** What it may give. */
    public String example() {
        return example;
    }

    static @Nullable Placeholder named(String code) {
        return Arrays.stream(values())
                .filter(p -> p.code.equals(code))
                .findFirst()
                .orElse(null);
    }

    /** With its braces. */
    String inBraces() {
        return "{{" + code + "}}";
    }
}
