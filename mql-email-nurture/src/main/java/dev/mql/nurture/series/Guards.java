package dev.mql.nurture.series;

import dev.mql.cart.Cart;
import dev.mql.event.EventType;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Handoff;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What holds a mail back, in the order in which it is asked: the first that applies is the reason people read. Asked when a mail is
 * claimed and again right before its content is handed over. Pure.
 */
public final class Guards {

    /**
     * What a guard looks at.
     *
     * @param suppressed why the address gets no such mail whatever lead it belongs to, or {@code null}
     * @param stopped why no marketing mail leaves at all now, or {@code null}
     * @param zone of the reader
     * @param now milliseconds since 1970 UTC
     */
    public record Moment(
            Lead lead,
            Mailing mail,
            Playbook playbook,
            SeriesSettings settings,
            @Nullable String suppressed,
            @Nullable String stopped,
            ZoneId zone,
            long now) {

        @Nullable
        Cart cart() {
            return lead.cart(mail.subject()).orElse(null);
        }

        @Nullable
        Series series() {
            return playbook.series(mail.series()).orElse(null);
        }

        @Nullable
        Enrolment run() {
            return lead.enrolment(mail.kind(), mail.subject()).orElse(null);
        }
    }

    /**
     * What is to become of a mail.
     *
     * @param reason a word from {@link Reason}
     * @param until when it may be asked again, milliseconds since 1970 UTC; 0 if it is over for good
     * @param notAfter when it would come too late then
     */
    public record Refusal(String reason, long until, long notAfter) {
        public static Refusal forGood(String reason) {
            return new Refusal(reason, 0, 0);
        }

        public boolean putsOff() {
            return until != 0;
        }
    }

    private record Guard(String reason, Predicate<Moment> holdsBack) {}

    private static final List<Guard> INSTALLATION = List.of(
            new Guard(Reason.TOO_LATE, m -> m.now() >= m.mail().notAfter()),
            new Guard("no_base_url", m -> m.settings().baseUrl().isEmpty()),
            new Guard("no_sender", m -> m.settings().from() == null));

    private static final List<Guard> MARKETING = List.of(
            new Guard(Reason.UNSUBSCRIBED, m -> m.lead().person().unsubscribed()),
            new Guard(Reason.DECLINED_TOPIC, m -> Reason.DECLINED_TOPIC.equals(m.suppressed())),
            new Guard(Reason.SUPPRESSED, m -> m.suppressed() != null),
            new Guard(Reason.PURCHASED, Guards::bought),
            new Guard(Reason.CART_EMPTIED, m -> m.mail().kind() == Kind.RECOVERY && emptied(m.cart())),
            new Guard(
                    Reason.NEWER_CART,
                    m -> m.mail().kind() == Kind.RECOVERY
                            && !m.lead().liveCart().equals(Optional.ofNullable(m.cart()))),
            new Guard(
                    Reason.OVER,
                    m -> m.mail().kind() != Kind.RECOVERY
                            && Occasion.of(m.lead(), m.mail()).isEmpty()),
            new Guard(Reason.SERIES_OFF, m -> m.series() == null || !m.series().on()),
            new Guard(Reason.SALES_CONTACT, Guards::withSales),
            new Guard(
                    Reason.NOT_QUALIFIED,
                    m -> m.series() != null && !m.series().entry().inStage(m.lead())),
            new Guard("no_postal_address", m -> !m.settings().postalAddress()));

    private static final List<Guard> NOTICE = List.of(
            new Guard("claim_withdrawn", Guards::claimGone),
            new Guard(
                    Reason.SUPPRESSED,
                    m -> m.suppressed() != null
                            && !m.suppressed().equals(Reason.UNSUBSCRIBED)
                            && !m.suppressed().equals("declined_topic")));

    /** How long a mail waits until it is asked anew whether somebody has resumed. */
    private static final long STOPPED_MILLIS = Duration.ofMinutes(10).toMillis();

    /** Asked after all that ends a mail: a mail is not put off that would never go. */
    private static final List<Function<Moment, @Nullable Refusal>> PUT_OFF = List.of(
            Guards::inUse,
            m -> m.stopped() == null ? null : later(m.stopped(), m.now() + STOPPED_MILLIS, m),
            m -> later(Reason.FREQUENCY_CAP, m.playbook().limits().spaced(m.lead(), m.mail(), m.now()), m),
            m -> later(Reason.QUIET_HOURS, m.playbook().limits().open(m.now(), m.zone()), m));

    private Guards() {}

    /** Why the mail must not go out now, or {@code null} if nothing holds it back. */
    public static @Nullable Refusal refuse(Moment moment) {
        boolean marketing = moment.mail().kind().marketing();
        for (Guard guard : marketing ? MARKETING : NOTICE) {
            if (guard.holdsBack().test(moment)) {
                return Refusal.forGood(guard.reason());
            }
        }
        String forbidden = marketing ? moment.settings().permission().refuse(moment.lead(), moment.now()) : null;
        if (forbidden != null) {
            return Refusal.forGood(forbidden);
        }
        for (Guard guard : INSTALLATION) {
            if (guard.holdsBack().test(moment)) {
                return Refusal.forGood(guard.reason());
            }
        }
        if (marketing) {
            for (Function<Moment, @Nullable Refusal> guard : PUT_OFF) {
                Refusal refusal = guard.apply(moment);
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        return null;
    }

    /** Put off, or over if that were too late: then people read what put it off so long. */
    private static @Nullable Refusal later(String reason, long until, Moment m) {
        if (until <= m.now()) {
            return null;
        }
        return until < m.mail().notAfter() ? new Refusal(reason, until, m.mail().notAfter()) : Refusal.forGood(reason);
    }

    /** A cart in use again is not over: its mails wait for their new time. */
    private static @Nullable Refusal inUse(Moment m) {
        Cart cart = m.cart();
        Series series = m.series();
        if (cart == null
                || cart.state() != Cart.State.OPEN
                || series == null
                || m.mail().kind() != Kind.RECOVERY) {
            return null;
        }
        Occasion again = Occasion.of(cart);
        int step = Math.min(m.mail().step(), series.steps().size());
        return new Refusal(
                Reason.CART_IN_USE,
                Math.max(m.now() + 1, SeriesPlanner.due(series, again, step)),
                SeriesPlanner.notAfter(series, again, step));
    }

    /** By whatever way the order came: events are kept to the second, so a cart begun within it counts as bought. */
    private static boolean bought(Moment m) {
        if (m.mail().kind() == Kind.WELCOME || m.mail().kind() == Kind.SATISFACTION) {
            return false;
        }
        Cart cart = m.cart();
        if (cart != null && cart.state() == Cart.State.ORDERED) {
            return true;
        }
        long last = m.lead().activity().lastOf(EventType.PURCHASE);
        Enrolment run = m.run();
        return cart != null ? last + 999 >= cart.startedAt() : run != null && last > run.at();
    }

    private static boolean emptied(@Nullable Cart cart) {
        return cart == null || cart.lines().isEmpty() || !cart.live();
    }

    private static boolean withSales(Moment m) {
        Handoff handoff = m.lead().handoff();
        Enrolment run = m.run();
        return run != null
                && handoff.at() > run.at()
                && (handoff.verdict() == Handoff.Verdict.ACCEPTED || handoff.verdict() == Handoff.Verdict.QUALIFIED);
    }

    private static boolean claimGone(Moment m) {
        return m.lead().claim() == null
                || !m.lead().claim().addressHash().equals(m.mail().subject());
    }
}
