package dev.mql.demo.shop;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Locale;

/** Amounts of the shop's one currency. */
final class Money {

    static final String CURRENCY = "EUR";

    private Money() {}

    /** An amount for people, such as {@code €1,290.00}. */
    static String text(BigDecimal amount) {
        return NumberFormat.getCurrencyInstance(new Locale("en", "IE")).format(amount);
    }
}
