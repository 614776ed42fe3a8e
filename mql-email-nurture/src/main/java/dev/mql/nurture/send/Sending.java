package dev.mql.nurture.send;

import dev.mql.Mql;
import dev.mql.config.Settings;
import dev.mql.nurture.effect.Uplift;
import dev.mql.nurture.sent.Brakes;
import dev.mql.nurture.sent.Returns;
import dev.mql.nurture.series.Playbooks;
import dev.mql.nurture.series.Rehearsals;
import dev.mql.nurture.series.SeriesPlanner;
import dev.mql.nurture.series.SeriesSettings;
import dev.mql.nurture.series.Suppressions;
import dev.mql.nurture.series.Usual;
import dev.mql.nurture.shop.Catalog;
import dev.mql.nurture.shop.CouponIssuer;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.pace.Pace;
import dev.mql.nurture.template.MailTemplates;
import dev.mql.nurture.template.TextBook;
import dev.mql.store.Effect;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans and sends the mails of one installation until it is closed. Thread-safe. */
public final class Sending implements AutoCloseable {
    /** While some mails are with the server, so many others are asked about and written. */
    private static final int AHEAD = 6;
    /** Runs and orders that effects are computed from: the latest so many. */
    private static final int LOOKED_BACK = 32_000;

    private static final long EVIDENCE_MILLIS = Duration.ofHours(1).toMillis();

    /** Series of which many buy without any mail. */
    private record Evidence(long at, Set<String> series) {}

    /**
     * What it needs beside the installation.
     *
     * @param coupons the shop's, or {@code null} where there are none
     * @param pace how fast mails may leave
     */
    public record Parts(
            MailTemplates templates,
            Catalog catalog,
            @Nullable CouponIssuer coupons,
            MailSender sender,
            Pace pace,
            Suppressions suppressions,
            Brakes brakes,
            Returns returns) {}

    private final Mql mql;
    private final Playbooks playbooks;
    private final Rehearsals rehearsals;
    private final Previews previews;
    private final Dispatch dispatch;
    private volatile @Nullable Evidence evidence;

    private Sending(Mql mql, SeriesSettings settings, Parts parts) {
        this.mql = mql;
        this.playbooks = new Playbooks(mql.records(), mql.clock(), Usual.of(mql.config()));
        this.rehearsals = new Rehearsals(mql, settings, (lead, kind) -> parts.suppressions()
                .reason(Address.of(lead, kind, mql.vault()).hashes(), kind));
        this.previews = new Previews(mql, settings, parts.templates(), parts.sender());
        Goods goods = new Goods(parts.catalog());
        Coupons coupons = new Coupons(mql.records(), parts.coupons(), mql.clock(), this::buysAnyway);
        Composer composer = new Composer(mql, settings, parts.templates(), coupons, parts.returns());
        this.dispatch = new Dispatch(
                mql, playbooks, settings, composer, goods, parts, mql.config().get(Settings.SMTP_CONNECTIONS) + AHEAD);
    }

    /** Begins: from now on every decision plans, and what is due is sent. */
    public static Sending open(Mql mql, SeriesSettings settings, Parts parts) {
        Sending sending = new Sending(mql, settings, parts);
        mql.watch(sending.playbooks::refresh);
        mql.addPlanner(new SeriesPlanner(
                sending.playbooks::current,
                mql.models()::scorer,
                settings.permission(),
                mql.config().get(Settings.CART_ABANDONED_AFTER).toMillis()));
        mql.addPlanner(new Confirmations());
        mql.addPlanner(new Expiry());
        mql.onDue(sending.dispatch);
        sending.dispatch.warmUp(() -> TextBook.LANGUAGES.forEach(tag -> sending.previews.of(null, "cart.1", tag)));
        return sending;
    }

    /** The series and the limits over them. */
    public Playbooks playbooks() {
        return playbooks;
    }

    /** Who would have got what. */
    public Rehearsals rehearsals() {
        return rehearsals;
    }

    /** What mails look like. */
    public Previews previews() {
        return previews;
    }

    /**
     * What each series has brought, those with most runs first. Blocks.
     *
     * @param since what began before is left out, milliseconds since 1970 UTC
     */
    public List<Uplift> uplift(long since) {
        return Uplift.of(mql.leads().effects(Effect.SERIES, LOOKED_BACK), since);
    }

    /** Asked for each coupon: what was true an hour ago will do. */
    private boolean buysAnyway(String series) {
        long now = mql.clock().millis();
        Evidence known = evidence;
        if (known == null || Math.abs(now - known.at()) > EVIDENCE_MILLIS) {
            known = new Evidence(
                    now,
                    uplift(0).stream()
                            .filter(Uplift::buysAnyway)
                            .map(Uplift::series)
                            .collect(Collectors.toUnmodifiableSet()));
            evidence = known;
        }
        return known.series().contains(series);
    }

    /** Gives mails that are underway six seconds; what waits is found again by another node, or after the next start. */
    @Override
    public void close() {
        rehearsals.close();
        dispatch.close();
    }
}
