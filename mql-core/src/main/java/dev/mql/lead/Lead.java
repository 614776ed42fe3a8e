package dev.mql.lead;

import dev.mql.acquisition.Acquisition;
import dev.mql.cart.Cart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
 * @param profile what the shop knows of who it is
 * @param acquisition how it found the shop; {@code null} if nobody is known to have sent it
 * @param consents what was said about being watched, newest first, at most {@value #MAX_CONSENTS}
 * @param corrections points given by hand, newest first, at most {@value #MAX_CORRECTIONS}
 * @param since when the stage was entered, milliseconds since 1970 UTC
 * @param handoff what sales made of it
 * @param shadow where it stands under the challenger; {@code null} if it would be no MQL there
 * @param carts newest first, at most {@value #MAX_CARTS}
 * @param mails newest first, at most {@value #MAX_MAILS}
 * @param enrolments what series made of what happened, newest first, at most {@value #MAX_ENROLMENTS}
 * @param milestones newest first, at most {@value #MAX_MILESTONES}
 * @param notices what others are still to hear, oldest first, at most {@value #MAX_NOTICES}
 * @param erasedAt when everything here was erased; what happened before is not taken any more. 0 for a living document
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
        Profile profile,
        @Nullable Acquisition acquisition,
        List<Consent> consents,
        Activity activity,
        List<Correction> corrections,
        Stage stage,
        long since,
        Handoff handoff,
        @Nullable Shadow shadow,
        List<Cart> carts,
        List<Mailing> mails,
        List<Enrolment> enrolments,
        List<Notice> notices,
        List<Milestone> milestones,
        long erasedAt,
        long wakeAt) {

    public static final long NEVER = Long.MAX_VALUE;
    public static final int MAX_CARTS = 4;
    public static final int MAX_MAILS = 24;
    public static final int MAX_ENROLMENTS = 12;
    public static final int MAX_MILESTONES = 24;
    public static final int MAX_ABSORBED = 64;
    public static final int MAX_CONSENTS = 16;
    public static final int MAX_CORRECTIONS = 16;
    public static final int MAX_NOTICES = 64;

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
                Profile.NONE,
                null,
                List.of(),
                Activity.NONE,
                List.of(),
                Stage.VISITOR,
                0,
                Handoff.NONE,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                NEVER);
    }

    public boolean stored() {
        return version != 0;
    }

    /** Whether an alias still holds a history that has to be moved to the lead it names. */
    public boolean undrained() {
        return aliasOf != null && firstSeen != 0;
    }

    /** Whether it was erased and nobody has come back since: there is no such lead. */
    public boolean gone() {
        return erasedAt != 0 && firstSeen == 0;
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

    /** Remembers the answer to "is this event new": 32 bits of its id, never 0. */
    public static long mark(long idHigh, long idLow) {
        long mixed = idLow ^ idHigh * 0x9E37_79B9_7F4A_7C15L;
        return Math.max(1, (mixed ^ mixed >>> 32) & 0xFFFF_FFFFL);
    }

    public Lead withVersion(long newVersion) {
        Draft draft = new Draft(this);
        draft.version = newVersion;
        return draft.lead();
    }

    public Lead aliasOf(LeadId other) {
        Draft draft = new Draft(this);
        draft.aliasOf = other;
        draft.wakeAt = NEVER;
        return draft.lead();
    }

    public Lead withAbsorbed(LeadId other) {
        Draft draft = new Draft(this);
        List<LeadId> all = new ArrayList<>(absorbed);
        all.add(other);
        draft.absorbed = List.copyOf(all.subList(Math.max(0, all.size() - MAX_ABSORBED), all.size()));
        return draft.lead();
    }

    public Lead seen(long first, long last) {
        Draft draft = new Draft(this);
        draft.firstSeen = firstSeen == 0 ? first : Math.min(firstSeen, first);
        draft.lastSeen = Math.max(lastSeen, last);
        return draft.lead();
    }

    public Lead withPerson(Person newPerson) {
        Draft draft = new Draft(this);
        draft.person = newPerson;
        return draft.lead();
    }

    public Lead withClaim(@Nullable Claim newClaim) {
        Draft draft = new Draft(this);
        draft.claim = newClaim;
        return draft.lead();
    }

    public Lead withActivity(Activity newActivity) {
        Draft draft = new Draft(this);
        draft.activity = newActivity;
        return draft.lead();
    }

    public Lead withStage(Stage newStage, long at) {
        Draft draft = new Draft(this);
        draft.stage = newStage;
        draft.since = at;
        return draft.lead();
    }

    public Lead withCarts(List<Cart> newCarts) {
        Draft draft = new Draft(this);
        draft.carts = newest(newCarts, MAX_CARTS);
        return draft.lead();
    }

    /** Puts a cart in the place of the one with its id, or in front as the newest. */
    public Lead withCart(Cart cart) {
        return withCarts(placed(carts, cart, other -> other.id().equals(cart.id())));
    }

    public Lead withMails(List<Mailing> newMails) {
        Draft draft = new Draft(this);
        draft.mails = newest(newMails, MAX_MAILS);
        return draft.lead();
    }

    /** Puts a mail in the place of the one about the same thing, or in front as the newest. */
    public Lead withMail(Mailing mail) {
        return withMails(placed(mails, mail, other -> other.same(mail.kind(), mail.subject(), mail.step())));
    }

    public Optional<Enrolment> enrolment(Mailing.Kind kind, String subject) {
        return enrolments.stream().filter(e -> e.same(kind, subject)).findFirst();
    }

    public Lead withEnrolments(List<Enrolment> newEnrolments) {
        Draft draft = new Draft(this);
        draft.enrolments = newest(newEnrolments, MAX_ENROLMENTS);
        return draft.lead();
    }

    /** Puts an enrolment in the place of the one about the same thing, or in front as the newest. */
    public Lead withEnrolment(Enrolment enrolment) {
        return withEnrolments(
                placed(enrolments, enrolment, other -> other.same(enrolment.kind(), enrolment.subject())));
    }

    public Lead withMilestone(Milestone milestone) {
        return withMilestones(placed(milestones, milestone, other -> false));
    }

    public Lead withMilestones(List<Milestone> newMilestones) {
        Draft draft = new Draft(this);
        draft.milestones = newest(newMilestones, MAX_MILESTONES);
        return draft.lead();
    }

    public Lead withProfile(Profile newProfile) {
        Draft draft = new Draft(this);
        draft.profile = newProfile;
        return draft.lead();
    }

    public Lead withAcquisition(@Nullable Acquisition newAcquisition) {
        Draft draft = new Draft(this);
        draft.acquisition = newAcquisition;
        return draft.lead();
    }

    public Lead withConsents(List<Consent> newConsents) {
        Draft draft = new Draft(this);
        draft.consents = newest(newConsents, MAX_CONSENTS);
        return draft.lead();
    }

    public Lead withCorrections(List<Correction> newCorrections) {
        Draft draft = new Draft(this);
        draft.corrections = newest(newCorrections, MAX_CORRECTIONS);
        return draft.lead();
    }

    public Lead withHandoff(Handoff newHandoff) {
        Draft draft = new Draft(this);
        draft.handoff = newHandoff;
        return draft.lead();
    }

    public Lead withShadow(@Nullable Shadow newShadow) {
        Draft draft = new Draft(this);
        draft.shadow = newShadow;
        return draft.lead();
    }

    /** Where there are too many, the oldest go. */
    public Lead withNotices(List<Notice> newNotices) {
        Draft draft = new Draft(this);
        draft.notices =
                List.copyOf(newNotices.subList(Math.max(0, newNotices.size() - MAX_NOTICES), newNotices.size()));
        return draft.lead();
    }

    /** Nothing is left of it but that it was erased. */
    public Lead erased(long at) {
        Draft draft = new Draft(fresh(id));
        draft.version = version;
        draft.erasedAt = at;
        return draft.lead();
    }

    public Lead waking(long at) {
        Draft draft = new Draft(this);
        draft.wakeAt = at;
        return draft.lead();
    }

    private static <T> List<T> newest(List<T> all, int most) {
        return List.copyOf(all.size() <= most ? all : all.subList(0, most));
    }

    private static <T> List<T> placed(List<T> all, T one, Predicate<T> same) {
        List<T> placed = new ArrayList<>(all);
        for (int i = 0; i < placed.size(); i++) {
            if (same.test(placed.get(i))) {
                placed.set(i, one);
                return placed;
            }
        }
        placed.add(0, one);
        return placed;
    }

    /** A copy in which single parts are exchanged. */
    private static final class Draft {
        private final LeadId id;
        private long version;
        private @Nullable LeadId aliasOf;
        private List<LeadId> absorbed;
        private long firstSeen;
        private long lastSeen;
        private Person person;
        private @Nullable Claim claim;
        private Profile profile;
        private @Nullable Acquisition acquisition;
        private List<Consent> consents;
        private Activity activity;
        private List<Correction> corrections;
        private Stage stage;
        private long since;
        private Handoff handoff;
        private @Nullable Shadow shadow;
        private List<Cart> carts;
        private List<Mailing> mails;
        private List<Enrolment> enrolments;
        private List<Notice> notices;
        private List<Milestone> milestones;
        private long erasedAt;
        private long wakeAt;

        Draft(Lead lead) {
            id = lead.id;
            version = lead.version;
            aliasOf = lead.aliasOf;
            absorbed = lead.absorbed;
            firstSeen = lead.firstSeen;
            lastSeen = lead.lastSeen;
            person = lead.person;
            claim = lead.claim;
            profile = lead.profile;
            acquisition = lead.acquisition;
            consents = lead.consents;
            activity = lead.activity;
            corrections = lead.corrections;
            stage = lead.stage;
            since = lead.since;
            handoff = lead.handoff;
            shadow = lead.shadow;
            carts = lead.carts;
            mails = lead.mails;
            enrolments = lead.enrolments;
            notices = lead.notices;
            milestones = lead.milestones;
            erasedAt = lead.erasedAt;
            wakeAt = lead.wakeAt;
        }

        Lead lead() {
            return new Lead(
                    id,
                    version,
                    aliasOf,
                    absorbed,
                    firstSeen,
                    lastSeen,
                    person,
                    claim,
                    profile,
                    acquisition,
                    consents,
                    activity,
                    corrections,
                    stage,
                    since,
                    handoff,
                    shadow,
                    carts,
                    mails,
                    enrolments,
                    notices,
                    milestones,
                    erasedAt,
                    wakeAt);
        }
    }
}
