package dev.mql.nurture.pages;

import dev.mql.nurture.shop.Catalog;
import dev.mql.nurture.shop.CouponIssuer;
import org.jspecify.annotations.Nullable;

/**
 * What the shop does behind a link that brings a cart back.
 *
 * @param restorer puts items into the present cart
 * @param present tells what is in it
 * @param catalog tells what can be bought now
 * @param coupons puts a coupon to use, or {@code null} where there are none
 */
public record ShopSide(
        CartRestorer restorer,
        PresentCart present,
        Catalog catalog,
        @Nullable CouponIssuer coupons) {}
