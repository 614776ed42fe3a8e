package dev.mql.nurture.template;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a mail is written from. Names are hostile until they are escaped, which the writing does.
 *
 * @param key which text: the code of a {@link TextKey}, maybe with a variant, such as {@code cart.1@b}
 * @param locale the reader's, or {@code null}
 * @param firstName the reader's, or {@code null}; one that a mail program would turn into a link is left out
 * @param company the reader's, or {@code null}; the same holds
 * @param items the cart, or what was looked at; {@code null} in mails without
 * @param coupon the reader's own, or {@code null}
 * @param orderNumber the shop's, or {@code null}
 * @param reasons answers offered in the mail, in their order; empty for none, or, in a mail that {@link TextKey#asks}, for those that ship
 * @param zone in which dates are written
 */
public record MailContent(
        String key,
        @Nullable Locale locale,
        @Nullable String firstName,
        @Nullable String company,
        @Nullable CartView items,
        @Nullable CouponView coupon,
        @Nullable String orderNumber,
        MailLinks links,
        List<Reason> reasons,
        ZoneId zone) {

    public MailContent {
        reasons = List.copyOf(reasons);
    }

    /** A mail to somebody of whom nothing is known, with dates in UTC. */
    public static MailContent of(String key, @Nullable Locale locale, MailLinks links) {
        return new MailContent(key, locale, null, null, null, null, null, links, List.of(), ZoneOffset.UTC);
    }

    /**
     * A mail to nobody, with everything that its text may name, for a preview while there is no lead to show it for.
     *
     * @param expires when the coupon in it ends
     * @throws IllegalArgumentException if there is no such text
     */
    public static MailContent example(String key, @Nullable Locale locale, MailLinks links, Instant expires) {
        TextKey text = TextKey.of(key);
        CartView cart = new CartView(
                List.of(
                        new CartView.Line(Placeholder.CART_FIRST.example(), new BigDecimal("89.50"), 1, null),
                        new CartView.Line("Pour-over kettle, 0.9 l", new BigDecimal("64.00"), 1, null),
                        new CartView.Line("Filter papers, 100 pieces", new BigDecimal("4.90"), 3, null)),
                "EUR");
        CouponView coupon =
                new CouponView(Placeholder.COUPON_CODE.example(), Placeholder.COUPON_WORDS.example(), expires);
        return of(key, locale, links)
                .to(Placeholder.LEAD_FIRST_NAME.example(), Placeholder.COMPANY.example())
                .showing(text.needsItems() ? cart : null)
                .giving(text.placeholders().contains(Placeholder.COUPON_CODE) ? coupon : null)
                .order(Placeholder.ORDER_NUMBER.example());
    }

    public MailContent to(@Nullable String name, @Nullable String company) {
        return new MailContent(key, locale, name, company, items, coupon, orderNumber, links, reasons, zone);
    }

    public MailContent showing(@Nullable CartView items) {
        return new MailContent(key, locale, firstName, company, items, coupon, orderNumber, links, reasons, zone);
    }

    public MailContent giving(@Nullable CouponView coupon) {
        return new MailContent(key, locale, firstName, company, items, coupon, orderNumber, links, reasons, zone);
    }

    public MailContent order(@Nullable String number) {
        return new MailContent(key, locale, firstName, company, items, coupon, number, links, reasons, zone);
    }

    public MailContent offering(List<Reason> answers) {
        return new MailContent(key, locale, firstName, company, items, coupon, orderNumber, links, answers, zone);
    }

    public MailContent in(ZoneId place) {
        return new MailContent(key, locale, firstName, company, items, coupon, orderNumber, links, reasons, place);
    }
}
