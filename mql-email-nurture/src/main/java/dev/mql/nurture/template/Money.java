package dev.mql.nurture.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes amounts of one currency as a reader expects them. For one thread. */
final class Money {
    /** More pairs than shops have; a stranger's further ones are made anew each time. */
    private static final int MOST = 500;

    private static final Map<Kind, NumberFormat> MODELS = new ConcurrentHashMap<>();

    private final NumberFormat format;
    private final String suffix;

    private record Kind(@Nullable Currency currency, Locale locale) {}

    Money(String code, Locale locale) {
        Currency currency = known(code);
        Kind kind = new Kind(currency, locale);
        NumberFormat model = MODELS.get(kind);
        if (model == null) {
            model = model(currency, locale);
            if (MODELS.size() < MOST) {
                MODELS.put(kind, model);
            }
        }
        format = (NumberFormat) model.clone();
        suffix = currency == null && code.matches("[A-Z]{3}") ? "\u00a0" + code : "";
    }

    private static NumberFormat model(@Nullable Currency currency, Locale locale) {
        NumberFormat format =
                currency == null ? NumberFormat.getNumberInstance(locale) : NumberFormat.getCurrencyInstance(locale);
        int digits = currency == null ? 2 : Math.max(0, currency.getDefaultFractionDigits());
        if (currency != null) {
            format.setCurrency(currency);
        }
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
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
