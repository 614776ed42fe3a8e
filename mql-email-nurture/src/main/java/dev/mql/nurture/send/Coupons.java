package dev.mql.nurture.send;

import dev.mql.cart.Cart;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.nurture.series.Offer;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.shop.CouponIssuer;
import dev.mql.store.RecordStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who gets a coupon: from a step on, not who leaves carts to get one, not where many buy anyway, and not more than the week's
 * budget. Thread-safe; blocks.
 */
final class Coupons {
    private static final Logger LOG = LoggerFactory.getLogger(Coupons.class);
    private static final String KIND = "coupons";
    private static final long QUARTER = Duration.ofDays(90).toMillis();
    private static final int TRIES = 20;

    private final RecordStore records;
    private final @Nullable CouponIssuer issuer;
    private final InstantSource clock;
    private final Predicate<String> buysAnyway;

    /**
     * @param issuer the shop's, or {@code null} where there are no coupons
     * @param buysAnyway whether so many of a series buy without a mail that nothing needs to be given away
     */
    Coupons(RecordStore records, @Nullable CouponIssuer issuer, InstantSource clock, Predicate<String> buysAnyway) {
        this.records = records;
        this.issuer = issuer;
        this.clock = clock;
        this.buysAnyway = buysAnyway;
    }

    /** The coupon of a mail, or {@code null}; the same one whenever it is asked for. */
    CouponIssuer.@Nullable Coupon of(Lead lead, Mailing mail, @Nullable Series series, @Nullable Cart cart) {
        Offer offer = series == null ? null : series.offer();
        if (issuer == null || offer == null || cart == null || series == null || mail.step() < offer.fromStep()) {
            return null;
        }
        if (serial(lead, mail, offer) || buysAnyway.test(series.id())) {
            return null;
        }
        String key = key(lead, mail);
        if (!budgeted(key, offer)) {
            return null;
        }
        Enrolment run = lead.enrolment(mail.kind(), mail.subject()).orElse(null);
        Instant expires =
                Instant.ofEpochMilli(run == null ? clock.millis() : run.at()).plus(offer.valid());
        try {
            return issuer.issue(new CouponIssuer.Wish(key, cart.total(), cart.currency(), expires));
        } catch (RuntimeException theShops) {
            LOG.warn("The shop made no coupon; the mail goes without one.", theShops);
            return null;
        }
    }

    /** Somebody who often leaves a cart and does not buy has learned to wait. */
    private boolean serial(Lead lead, Mailing mail, Offer offer) {
        long since = clock.millis() - QUARTER;
        return lead.enrolments().stream()
                        .filter(e -> e.kind() == Mailing.Kind.RECOVERY && e.since() > since && e.orderedAt() == 0)
                        .filter(e -> !e.subject().equals(mail.subject()))
                        .count()
                >= offer.serial() - 1;
    }

    private static String key(Lead lead, Mailing mail) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((lead.id() + " " + mail.subject()).getBytes(StandardCharsets.UTF_8));
            return "mql-" + HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Takes one of the week's coupons, on whatever node; the same cart takes one only. */
    private boolean budgeted(String key, Offer offer) {
        if (records.get(KIND, key) != null) {
            return true;
        }
        ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        String week = now.get(IsoFields.WEEK_BASED_YEAR) + "-" + now.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        for (int i = 0; i < TRIES; i++) {
            RecordStore.Stored stored = records.get(KIND, week);
            int used = stored == null ? 0 : Integer.parseInt(stored.text());
            if (used >= offer.perWeek()) {
                return false;
            }
            if (records.put(
                    KIND,
                    week,
                    stored == null ? 0 : stored.version(),
                    Integer.toString(used + 1),
                    Duration.ofDays(15))) {
                records.put(KIND, key, 0, week, Duration.ofDays(90));
                return true;
            }
        }
        return false; // too many at once: better none than one too many
    }
}
