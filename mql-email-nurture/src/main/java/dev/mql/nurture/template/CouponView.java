package dev.mql.nurture.template;

import java.time.Instant;

/**
 * A coupon as a mail shows it. Texts come from outside and are escaped when they are written.
 *
 * @param code what a shopper would type
 * @param words what it is worth, for example {@code 10 % off}
 * @param expires when it ends
 */
public record CouponView(String code, String words, Instant expires) {}
