package dev.mql.nurture.series;

import dev.mql.cart.Cart;
import dev.mql.cart.Journey.Depth;
import dev.mql.event.EventType;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import dev.mql.lead.Person;
import dev.mql.lead.Touch;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something about a lead that mails can be about. Follows from the lead alone.
 *
 * @param subject what it is about, as in {@link Mailing#subject}
 * @param begunAt when it began: an order after that ends it. Milliseconds since 1970 UTC
 * @param touchedAt from when delays are counted, milliseconds since 1970 UTC
 * @param value what is at stake; zero where that is not known
 * @param settled whether it is over as far as the shopper is concerned: a cart that is in use is not
 */
public record Occasion(
        Kind kind, String subject, long begunAt, long touchedAt, BigDecimal value, Depth depth, boolean settled) {
    /** Those that series can be about. */
    public static final List<Kind> KINDS =
            List.of(Kind.RECOVERY, Kind.BROWSE, Kind.WELCOME, Kind.WIN_BACK, Kind.SATISFACTION, Kind.QUESTION);

    static final String VIEW_ITEM = "view_item";
    private static final int VIEWS = 2;
    private static final long VISIT = Duration.ofHours(24).toMillis();

    boolean hasCart() {
        return kind == Kind.RECOVERY;
    }

    /** All occasions of a lead that time has not yet made worthless. */
    static List<Occasion> of(Lead lead) {
        List<Occasion> all = new ArrayList<>(4);
        cart(lead).ifPresent(all::add);
        browse(lead).ifPresent(all::add);
        welcome(lead).ifPresent(all::add);
        winBack(lead).ifPresent(all::add);
        order(lead).ifPresent(all::add);
        silence(lead).ifPresent(all::add);
        return all;
    }

    /** The occasion of a mail, as it is now; empty if it is over. */
    static Optional<Occasion> of(Lead lead, Mailing mail) {
        return of(lead).stream()
                .filter(o -> o.kind() == mail.kind() && o.subject().equals(mail.subject()))
                .findFirst();
    }

    private static Optional<Occasion> cart(Lead lead) {
        return lead.liveCart().filter(cart -> !cart.lines().isEmpty()).map(Occasion::of);
    }

    static Occasion of(Cart cart) {
        return new Occasion(
                Kind.RECOVERY,
                cart.id(),
                cart.startedAt(),
                cart.touchedAt(),
                cart.total(),
                cart.journey().depth(),
                cart.state() == Cart.State.ABANDONED);
    }

    /** At least two items were looked at within a day, and nothing was put into a cart or bought since. */
    private static Optional<Occasion> browse(Lead lead) {
        List<Touch> views = views(lead);
        if (lead.liveCart().isPresent()
                || views.stream().map(Touch::object).distinct().count() < VIEWS) {
            return Optional.empty();
        }
        long last = views.get(0).at();
        long first = views.get(views.size() - 1).at();
        return lead.activity().lastOf(EventType.PURCHASE) >= first
                ? Optional.empty()
                : Optional.of(new Occasion(
                        Kind.BROWSE, "browse-" + first / 1000, first, last, BigDecimal.ZERO, Depth.CART, true));
    }

    /** What was looked at in the last visit, newest first. */
    public static List<Touch> views(Lead lead) {
        List<Touch> views = new ArrayList<>();
        for (Touch touch : lead.activity().touches()) {
            if (touch.type().equals(VIEW_ITEM) && touch.object() != null) {
                if (!views.isEmpty() && views.get(0).at() - touch.at() > VISIT) {
                    break;
                }
                views.add(touch);
            }
        }
        return views;
    }

    private static Optional<Occasion> welcome(Lead lead) {
        Person person = lead.person();
        return person.basis() == Person.Basis.DOUBLE_OPT_IN || person.basis() == Person.Basis.CONSENT
                ? Optional.of(at(Kind.WELCOME, "welcome", person.basisAt(), person.basisAt()))
                : Optional.empty();
    }

    /** Silence counts from when a customer was last in the shop. */
    private static Optional<Occasion> winBack(Lead lead) {
        long bought = lead.activity().lastOf(EventType.PURCHASE);
        return bought == 0
                ? Optional.empty()
                : Optional.of(at(Kind.WIN_BACK, "since-" + bought / 1000, bought + 1000, lead.lastSeen()));
    }

    private static Optional<Occasion> order(Lead lead) {
        long bought = lead.activity().lastOf(EventType.PURCHASE);
        return bought == 0
                ? Optional.empty()
                : lead.carts().stream()
                        .filter(cart -> cart.state() == Cart.State.ORDERED && cart.feedback() == null)
                        .findFirst()
                        .map(cart -> at(Kind.SATISFACTION, cart.id(), bought, bought));
    }

    /** All mails about a cart went, and there was no order and no answer. */
    private static Optional<Occasion> silence(Lead lead) {
        for (Enrolment run : lead.enrolments()) {
            if (run.kind() == Kind.RECOVERY && run.entered() && run.group() != Enrolment.Group.HOLDOUT) {
                boolean answered = lead.cart(run.subject())
                        .map(cart -> cart.feedback() != null || cart.state() != Cart.State.ABANDONED)
                        .orElse(true);
                List<Mailing> mails = lead.mails().stream()
                        .filter(m -> m.kind() == Kind.RECOVERY && m.subject().equals(run.subject()))
                        .toList();
                boolean over = mails.stream().allMatch(m -> m.state().over());
                long last = mails.stream()
                        .filter(m -> m.state() == Mailing.State.SENT)
                        .mapToLong(Mailing::at)
                        .max()
                        .orElse(0);
                return answered || !over || last == 0 || run.orderedAt() != 0
                        ? Optional.empty()
                        : Optional.of(at(Kind.QUESTION, run.subject(), run.since(), last));
            }
        }
        return Optional.empty();
    }

    private static Occasion at(Kind kind, String subject, long begunAt, long touchedAt) {
        return new Occasion(kind, subject, begunAt, touchedAt, BigDecimal.ZERO, Depth.CART, true);
    }
}
