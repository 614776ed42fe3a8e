package dev.mql.lead;

import dev.mql.cart.Cart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One lead: everything that must agree about one person, in one immutable document with a version. Whoever changes it commits the
 * whole document against the version that was read, so two changes at once can not both win.
 *
 * @param version 0 for a lead that is not stored yet
 * @param aliasOf the lead that this id now means; other contents beside it wait to be moved there
 * @param absorbed ids that were merged into this lead, newest last
 * @param firstSeen milliseconds since 1970 UTC
 * @param lastSeen the latest event, milliseconds since 1970 UTC
 * @param claim an address that waits for its confirmation
 * @param since when the stage was entered, milliseconds since 1970 UTC
 * @param carts newest first, at most {@value #MAX_CARTS}
 * @param mails newest first, at most {@value #MAX_MAILS}
 * @param milestones newest first, at most {@value #MAX_MILESTONES}
 * @param wakeAt when time alone will change something here, milliseconds since 1970 UTC; {@value #NEVER} for never
 */
public record Lead(
        LeadId id,
        long version,
        @Nullable LeadId aliasOf,
        List<LeadId> absorbed,
        long firstSeen,
        long lastSeen,
        Person person,
        @Nullable Claim claim,
        Activity activity,
        Stage stage,
        long since,
        List<Cart> carts,
        List<Mailing> mails,
        List<Milestone> milestones,
        long wakeAt) {

    public static final long NEVER = Long.MAX_VALUE;
    public static final int MAX_CARTS = 4;
    public static final int MAX_MAILS = 24;
    public static final int MAX_MILESTONES = 24;
    public static final int MAX_ABSORBED = 64;

    /** A lead of whom nothing is known yet. */
    public static Lead fresh(LeadId id) {
        return new Lead(
                id,
                0,
                null,
                List.of(),
                0,
                0,
                Person.UNKNOWN,
                null,
                Activity.NONE,
                Stage.VISITOR,
                0,
                List.of(),
                List.of(),
                List.of(),
                NEVER);
    }

    public boolean stored() {
        return version != 0;
    }

    /** Whether an alias still holds a history that has to be moved to the lead it names. */
    public boolean undrained() {
        return aliasOf != null && firstSeen != 0;
    }

    /** The cart that a reminder would be about. */
    public Optional<Cart> liveCart() {
        return carts.stream().findFirst().filter(Cart::live);
    }

    public Optional<Cart> cart(String cartId) {
        return carts.stream().filter(c -> c.id().equals(cartId)).findFirst();
    }

    public Optional<Mailing> mail(Mailing.Kind kind, String subject, int step) {
        return mails.stream().filter(m -> m.same(kind, subject, step)).findFirst();
    }

    /** Remembers the answer to "is this event new", 40 bits of its id. */
    public static long mark(long idHigh, long idLow) {
        return (idLow ^ idHigh * 0x9E37_79B9_7F4A_7C15L) & 0xFF_FFFF_FFFFL;
    }

    public Lead withVersion(long newVersion) {
        return new Lead(
                id,
                newVersion,
                aliasOf,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                claim,
                activity,
                stage,
                since,
                carts,
                mails,
                milestones,
                wakeAt);
    }

    public Lead aliasOf(LeadId other) {
        return new Lead(
                id,
                version,
                other,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                claim,
                activity,
                stage,
                since,
                carts,
                mails,
                milestones,
                NEVER);
    }

    public Lead withAbsorbed(LeadId other) {
        List<LeadId> all = new ArrayList<>(absorbed);
        all.add(other);
        return new Lead(
                id,
                version,
                aliasOf,
                last(all, MAX_ABSORBED),
                firstSeen,
                lastSeen,
                person,
                claim,
                activity,
                stage,
                since,
                carts,
                mails,
                milestones,
                wakeAt);
    }

    public Lead seen(long first, long last) {
        return new Lead(
                id,
                version,
                aliasOf,
                absorbed,
                firstSeen == 0 ? first : Math.min(firstSeen, first),
                Math.max(lastSeen, last),
                person,
                claim,
                activity,
                stage,
                since,
                carts,
                mails,
                milestones,
                wakeAt);
    }

    public Lead withPerson(Person newPerson) {
        return new Lead(
                id,
                version,
                aliasOf,
                absorbed,
                firstSeen,
                lastSeen,
                newPerson,
                claim,
                activity,
                stage,
                since,
                carts,
                mails,
                milestones,
                wakeAt);
    }

    public Lead withClaim(@Nullable Claim newClaim) {
        return new Lead(
                id,
                version,
                aliasOf,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                newClaim,
                activity,
                stage,
                since,
                carts,
                mails,
                milestones,
                wakeAt);
    }

    public Lead withActivity(Activity newActivity) {
        return new Lead(
                id,
                version,
                aliasOf,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                claim,
                newActivity,
                stage,
                since,
                carts,
                mails,
                milestones,
                wakeAt);
    }

    public Lead withStage(Stage newStage, long at) {
        return new Lead(
                id,
                version,
                aliasOf,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                claim,
                activity,
                newStage,
                at,
                carts,
                mails,
                milestones,
                wakeAt);
    }

    public Lead withCarts(List<Cart> newCarts) {
        return new Lead(
                id,
                version,
                aliasOf,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                claim,
                activity,
                stage,
                since,
                first(newCarts, MAX_CARTS),
                mails,
                milestones,
                wakeAt);
    }

    /** Puts a cart in the place of the one with its id, or in front as the newest. */
    public Lead withCart(Cart cart) {
        List<Cart> all = new ArrayList<>(carts);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(cart.id())) {
                all.set(i, cart);
                return withCarts(all);
            }
        }
        all.add(0, cart);
        return withCarts(all);
    }

    public Lead withMails(List<Mailing> newMails) {
        return new Lead(
                id,
                version,
                aliasOf,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                claim,
                activity,
                stage,
                since,
                carts,
                first(newMails, MAX_MAILS),
                milestones,
                wakeAt);
    }

    /** Puts a mail in the place of the one about the same thing, or in front as the newest. */
    public Lead withMail(Mailing mail) {
        List<Mailing> all = new ArrayList<>(mails);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).same(mail.kind(), mail.subject(), mail.step())) {
                all.set(i, mail);
                return withMails(all);
            }
        }
        all.add(0, mail);
        return withMails(all);
    }

    public Lead withMilestone(Milestone milestone) {
        List<Milestone> all = new ArrayList<>(milestones);
        all.add(0, milestone);
        return withMilestones(all);
    }

    public Lead withMilestones(List<Milestone> newMilestones) {
        return new Lead(
                id,
                version,
                aliasOf,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                claim,
                activity,
                stage,
                since,
                carts,
                mails,
                first(newMilestones, MAX_MILESTONES),
                wakeAt);
    }

    public Lead waking(long at) {
        return new Lead(
                id,
                version,
                aliasOf,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                claim,
                activity,
                stage,
                since,
                carts,
                mails,
                milestones,
                at);
    }

    private static <T> List<T> first(List<T> all, int most) {
        return List.copyOf(all.size() <= most ? all : all.subList(0, most));
    }

    private static <T> List<T> last(List<T> all, int most) {
        return List.copyOf(all.size() <= most ? all : all.subList(all.size() - most, all.size()));
    }
}
