package dev.mql.nurture.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes amounts of one currency as a reader expects them. For one thread. */
final class Money {
    private final NumberFormat format;
    private final String suffix;

    Money(String code, Locale locale) {
        Currency currency = known(code);
        format = currency == null ? NumberFormat.getNumberInstance(locale) : NumberFormat.getCurrencyInstance(locale);
        int digits = currency == null ? 2 : Math.max(0, currency.getDefaultFractionDigits());
        if (currency != null) {
            format.setCurrency(currency);
        }
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        format.setRoundingMode(RoundingMode.HALF_UP);
        suffix = currency == null && code.matches("[A-Z]{3}") ? "\u00a0" + code : "";
    }

    private static @Nullable Currency known(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    String write(BigDecimal amount) {
        return format.format(amount) + suffix;
    }
}
