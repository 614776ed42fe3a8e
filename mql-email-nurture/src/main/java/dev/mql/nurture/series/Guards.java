package dev.mql.nurture.series;

import dev.mql.cart.Cart;
import dev.mql.event.EventType;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Person;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What holds a mail back, in the order in which it is asked: the first that applies is the reason people read. Asked when a mail is
 * claimed and again right before its content is handed over.
 */
final class Guards {
    static final String UNSUBSCRIBED = "unsubscribed";
    static final String PURCHASED = "purchased";
    static final String CART_EMPTIED = "cart_emptied";
    static final String NEWER_CART = "newer_cart";
    static final String CART_IN_USE = "cart_in_use";
    static final String TOO_LATE = "too_late";
    static final String SUPPRESSED = "suppressed";

    /**
     * What a guard looks at.
     *
     * @param cart the cart that the mail is about, if there is one
     * @param suppressed why the address gets no mail whatever lead it belongs to, or {@code null}
     */
    record Moment(
            Lead lead,
            Mailing mail,
            @Nullable Cart cart,
            @Nullable String suppressed,
            SeriesSettings settings,
            long now) {
        Person person() {
            return lead.person();
        }
    }

    private record Guard(String reason, Predicate<Moment> holdsBack) {}

    private static final List<Guard> MARKETING = List.of(
            new Guard(UNSUBSCRIBED, m -> m.person().unsubscribed()),
            new Guard(Suppressions.DECLINED_TOPIC, m -> Suppressions.DECLINED_TOPIC.equals(m.suppressed())),
            new Guard(SUPPRESSED, m -> m.suppressed() != null),
            new Guard(PURCHASED, m -> m.cart() != null && boughtSince(m.lead(), m.cart())),
            new Guard(
                    CART_EMPTIED,
                    m -> m.cart() == null
                            || m.cart().lines().isEmpty()
                            || !m.cart().live()),
            new Guard(NEWER_CART, m -> !m.lead().liveCart().equals(Optional.ofNullable(m.cart()))),
            new Guard(CART_IN_USE, m -> m.cart() != null && m.cart().state() == Cart.State.OPEN),
            new Guard("no_address", m -> !m.person().known()),
            new Guard("no_basis", m -> m.person().basis() == Person.Basis.NONE),
            new Guard(MailBasis.SOFT_OPT_IN_OFF, m -> MailBasis.SOFT_OPT_IN_OFF.equals(basis(m))),
            new Guard(MailBasis.NOT_IN_COUNTRY, m -> MailBasis.NOT_IN_COUNTRY.equals(basis(m))),
            new Guard(MailBasis.EXPIRED, m -> MailBasis.EXPIRED.equals(basis(m))),
            new Guard(
                    "not_qualified", m -> !m.lead().stage().atLeast(m.settings().minStage())),
            new Guard(TOO_LATE, m -> m.now() >= m.mail().notAfter()),
            new Guard("no_postal_address", m -> !m.settings().postalAddress()),
            new Guard("no_base_url", m -> m.settings().baseUrl().isEmpty()),
            new Guard("no_sender", m -> m.settings().from() == null));

    private static final List<Guard> NOTICE = List.of(
            new Guard("claim_withdrawn", m -> claimGone(m)),
            new Guard(SUPPRESSED, m -> m.suppressed() != null && !m.suppressed().equals(UNSUBSCRIBED)),
            new Guard(TOO_LATE, m -> m.now() >= m.mail().notAfter()),
            new Guard("no_base_url", m -> m.settings().baseUrl().isEmpty()),
            new Guard("no_sender", m -> m.settings().from() == null));

    private Guards() {}

    /** Why the mail must not go out now, or {@code null} if nothing holds it back. */
    static @Nullable String refuse(Moment moment) {
        for (Guard guard : moment.mail().kind().marketing() ? MARKETING : NOTICE) {
            if (guard.holdsBack().test(moment)) {
                return guard.reason();
            }
        }
        return moment.settings().dryRun();
    }

    private static @Nullable String basis(Moment m) {
        return m.settings().basis().refuse(m.person(), m.lead().profile().text("country"), m.now());
    }

    private static boolean claimGone(Moment m) {
        return m.lead().claim() == null
                || !m.lead().claim().addressHash().equals(m.mail().subject());
    }

    /** By whatever way the order came: events are kept to the second, so a cart begun within it counts as bought. */
    private static boolean boughtSince(Lead lead, Cart cart) {
        return cart.state() == Cart.State.ORDERED
                || lead.activity().lastOf(EventType.PURCHASE) + 999 >= cart.startedAt();
    }
}
