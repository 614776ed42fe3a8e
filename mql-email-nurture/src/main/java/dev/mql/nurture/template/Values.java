package dev.mql.nurture.template;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the placeholders of one mail give: one plain line each, cut to a bound; empty where there is nothing. */
final class Values {
    private final Map<Placeholder, String> given = new EnumMap<>(Placeholder.class);

    Values(Shop shop) {
        put(Placeholder.SHOP_NAME, shop.name(), 80);
        put(Placeholder.SHOP_SHIPPING, shop.shipping(), 500);
        put(Placeholder.SHOP_RETURNS, shop.returns(), 500);
        put(Placeholder.SHOP_HELP, shop.help(), 500);
    }

    Values(Shop shop, MailContent content, Money money, Locale locale) {
        this(shop);
        given.put(Placeholder.LEAD_FIRST_NAME, Plain.name(content.firstName(), 40));
        given.put(Placeholder.COMPANY, Plain.name(content.company(), 60));
        put(Placeholder.ORDER_NUMBER, content.orderNumber(), 40);
        CartView items = content.items();
        if (items != null) {
            given.put(Placeholder.CART_TOTAL, money.write(items.total()));
            given.put(Placeholder.CART_COUNT, Integer.toString(items.pieces()));
            put(Placeholder.CART_FIRST, items.dearest(), 60);
        }
        CouponView coupon = content.coupon();
        if (coupon != null) {
            put(Placeholder.COUPON_CODE, coupon.code(), 40);
            put(Placeholder.COUPON_WORDS, coupon.words(), 100);
            given.put(Placeholder.COUPON_EXPIRES, date(coupon.expires(), content.zone(), locale));
        }
    }

    Values confirming(int days) {
        given.put(Placeholder.CONFIRM_DAYS, Integer.toString(days));
        return this;
    }

    String of(Placeholder placeholder) {
        return given.getOrDefault(placeholder, "");
    }

    private void put(Placeholder placeholder, @Nullable String text, int most) {
        if (text != null) {
            given.put(placeholder, Plain.line(text, most));
        }
    }

    static String date(Instant at, ZoneId zone, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(at.atZone(zone));
    }
}
