package dev.mql.lead;

import dev.mql.acquisition.Acquisition;
import dev.mql.acquisition.TrafficSource;
import dev.mql.cart.Cart;
import dev.mql.event.EventType;
import dev.mql.event.Refused;
import java.util.List;
import java.util.function.Function;

/**
 * The stored form of a lead: its version in 7-bit groups, one byte of layout, then the sections that are not empty. No version's bytes
 * are the beginning of another's, so a store tells by the first few bytes whether a document is of that version. Every change of the
 * layout needs a new {@link #LAYOUT} and a reader for the old one.
 */
public final class LeadCodec {
    /** The layout written by this code. */
    static final int LAYOUT = 3;
    /** Before carts had journeys, mails named their series, and there were enrolments. */
    private static final int BEFORE_SERIES = 2;

    // Which sections follow. The first seven fit into one byte: those of the leads that are many.
    private static final int ACTIVITY = 1;
    private static final int SEEN_AGAIN = 2;
    private static final int STAGE = 4;
    private static final int WAKE = 8;
    private static final int PERSON = 16;
    private static final int CARTS = 32;
    private static final int MILESTONES = 64;
    private static final int MAILS = 128;
    private static final int CLAIM = 256;
    private static final int ALIAS = 512;
    private static final int ABSORBED = 1 << 10;
    private static final int FOLDED = 1 << 11;
    private static final int PROFILE = 1 << 12;
    private static final int CONSENTS = 1 << 13;
    private static final int CORRECTIONS = 1 << 14;
    private static final int HANDOFF = 1 << 15;
    private static final int SHADOW = 1 << 16;
    private static final int NOTICES = 1 << 17;
    private static final int ERASED = 1 << 18;
    private static final int ACQUISITION = 1 << 19;
    private static final int ENROLMENTS = 1 << 20;

    private static final Words KNOWN = new Words(EventType.KNOWN);
    private static final Stage[] STAGES = Stage.values();
    private static final Handoff.Verdict[] VERDICTS = Handoff.Verdict.values();

    private LeadCodec() {}

    public static byte[] encode(Lead lead) {
        Packer out = new Packer(KNOWN);
        int sections = sections(lead);
        out.varint(lead.version()).varint(LAYOUT).varint(sections).time(lead.firstSeen());
        if ((sections & SEEN_AGAIN) != 0) {
            out.time(lead.lastSeen());
        }
        if ((sections & STAGE) != 0) {
            out.varint(lead.stage().ordinal()).time(lead.since());
        }
        if ((sections & WAKE) != 0) {
            out.time(lead.wakeAt());
        }
        if ((sections & PERSON) != 0) {
            LeadParts.person(out, lead.person());
        }
        Claim claim = lead.claim();
        if (claim != null) {
            out.text(claim.addressHash()).text(claim.sealedAddress());
            out.optional(claim.sealedName()).optional(claim.locale());
            out.varint(claim.newsletter() ? 1 : 0).time(claim.at());
        }
        LeadId alias = lead.aliasOf();
        if (alias != null) {
            id(out, alias);
        }
        if ((sections & ABSORBED) != 0) {
            out.list(lead.absorbed(), id -> id(out, id));
        }
        if ((sections & ACTIVITY) != 0) {
            out.list(lead.activity().touches(), touch -> LeadParts.touch(out, touch));
        }
        if ((sections & FOLDED) != 0) {
            out.time(lead.activity().from());
            out.list(lead.activity().folded(), fact -> {
                out.word(fact.type()).seconds(fact.last()).varint(fact.count());
                out.amount(fact.amount());
            });
        }
        if ((sections & CARTS) != 0) {
            out.list(lead.carts(), cart -> LeadParts.cart(out, cart));
        }
        if ((sections & MAILS) != 0) {
            out.list(lead.mails(), mail -> LeadParts.mail(out, mail));
        }
        if ((sections & MILESTONES) != 0) {
            out.list(lead.milestones(), m -> out.time(m.at()).word(m.kind()).text(m.text()));
        }
        if ((sections & PROFILE) != 0) {
            out.list(
                    lead.profile().attributes(),
                    a -> out.word(a.name()).word(a.value()).time(a.at()));
        }
        if ((sections & CONSENTS) != 0) {
            out.list(lead.consents(), c -> out.varint(c.purpose().ordinal() * 2L + (c.granted() ? 1 : 0))
                    .word(c.wording())
                    .word(c.source())
                    .time(c.at())
                    .varint(c.removed()));
        }
        if ((sections & CORRECTIONS) != 0) {
            out.list(lead.corrections(), c -> out.amount(c.points())
                    .text(c.reason())
                    .word(c.author())
                    .time(c.at())
                    .time(c.until()));
        }
        if ((sections & HANDOFF) != 0) {
            Handoff h = lead.handoff();
            out.varint(h.verdict().ordinal()).word(h.reason()).word(h.by());
            out.time(h.at()).time(h.heldUntil()).time(h.escalatedAt());
        }
        Shadow shadow = lead.shadow();
        if (shadow != null) {
            out.varint(shadow.challenger()).time(shadow.since());
        }
        if ((sections & NOTICES) != 0) {
            out.list(lead.notices(), notice -> LeadParts.notice(out, notice));
        }
        if ((sections & ERASED) != 0) {
            out.time(lead.erasedAt());
        }
        Acquisition acquisition = lead.acquisition();
        if (acquisition != null) {
            boolean one = acquisition.first().equals(acquisition.last());
            LeadParts.source(out.varint(one ? 1 : 2), acquisition.first());
            if (!one) {
                LeadParts.source(out, acquisition.last());
            }
        }
        if ((sections & ENROLMENTS) != 0) {
            out.list(lead.enrolments(), enrolment -> LeadParts.enrolment(out, enrolment));
        }
        return out.bytes();
    }

    private static int sections(Lead lead) {
        Activity activity = lead.activity();
        return (activity.touches().isEmpty() ? 0 : ACTIVITY)
                | (lead.lastSeen() == lead.firstSeen() ? 0 : SEEN_AGAIN)
                | (lead.stage() == Stage.VISITOR && lead.since() == 0 ? 0 : STAGE)
                | (lead.wakeAt() == Lead.NEVER ? 0 : WAKE)
                | (lead.person().equals(Person.UNKNOWN) ? 0 : PERSON)
                | (lead.carts().isEmpty() ? 0 : CARTS)
                | (lead.milestones().isEmpty() ? 0 : MILESTONES)
                | (lead.mails().isEmpty() ? 0 : MAILS)
                | (lead.claim() == null ? 0 : CLAIM)
                | (lead.aliasOf() == null ? 0 : ALIAS)
                | (lead.absorbed().isEmpty() ? 0 : ABSORBED)
                | (activity.folded().isEmpty() && activity.from() == 0 ? 0 : FOLDED)
                | (lead.profile().attributes().isEmpty() ? 0 : PROFILE)
                | (lead.consents().isEmpty() ? 0 : CONSENTS)
                | (lead.corrections().isEmpty() ? 0 : CORRECTIONS)
                | (lead.handoff().equals(Handoff.NONE) ? 0 : HANDOFF)
                | (lead.shadow() == null ? 0 : SHADOW)
                | (lead.notices().isEmpty() ? 0 : NOTICES)
                | (lead.erasedAt() == 0 ? 0 : ERASED)
                | (lead.acquisition() == null ? 0 : ACQUISITION)
                | (lead.enrolments().isEmpty() ? 0 : ENROLMENTS);
    }

    /** What a document of this version begins with, and one of another version does not. */
    public static byte[] version(long version) {
        byte[] bytes = new byte[Math.max(1, (70 - Long.numberOfLeadingZeros(version)) / 7)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (version >>> 7 * i & 0x7F | (i < bytes.length - 1 ? 0x80 : 0));
        }
        return bytes;
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException if the bytes are damaged or of a layout this version does not know
     */
    public static Lead decode(LeadId id, byte[] bytes) {
        try {
            return read(id, new Unpacker(bytes, EventType.KNOWN));
        } catch (IndexOutOfBoundsException | Refused damaged) {
            throw new IllegalArgumentException("lead " + id + ": its stored document is damaged", damaged);
        }
    }

    private static Lead read(LeadId id, Unpacker in) {
        long version = in.longVarint();
        int layout = in.varint();
        if (layout != LAYOUT && layout != BEFORE_SERIES) {
            throw new IllegalArgumentException(
                    "lead " + id + ": stored layout " + layout + ", this version reads " + LAYOUT);
        }
        boolean series = layout >= LAYOUT;
        int sections = in.varint();
        long firstSeen = in.time();
        long lastSeen = (sections & SEEN_AGAIN) == 0 ? firstSeen : in.time();
        Stage stage = (sections & STAGE) == 0 ? Stage.VISITOR : STAGES[in.varint()];
        long since = (sections & STAGE) == 0 ? 0 : in.time();
        long wakeAt = (sections & WAKE) == 0 ? Lead.NEVER : in.time();
        Person person = (sections & PERSON) == 0 ? Person.UNKNOWN : LeadParts.person(in);
        Claim claim = (sections & CLAIM) == 0
                ? null
                : new Claim(in.text(), in.text(), in.optional(), in.optional(), in.varint() == 1, in.time());
        LeadId alias = (sections & ALIAS) == 0 ? null : id(in);
        List<LeadId> absorbed = section(in, sections & ABSORBED, LeadCodec::id);
        List<Touch> touches = section(in, sections & ACTIVITY, LeadParts::touch);
        long from = (sections & FOLDED) == 0 ? 0 : in.time();
        List<Fact> folded =
                section(in, sections & FOLDED, i -> new Fact(i.word(), i.seconds(), i.varint(), i.amount()));
        List<Cart> carts = section(in, sections & CARTS, i -> LeadParts.cart(i, series));
        List<Mailing> mails = section(in, sections & MAILS, i -> LeadParts.mail(i, series));
        List<Milestone> milestones =
                section(in, sections & MILESTONES, i -> new Milestone(i.time(), i.word(), i.text()));
        List<Attribute> attributes = section(in, sections & PROFILE, i -> new Attribute(i.word(), i.word(), i.time()));
        List<Consent> consents = section(in, sections & CONSENTS, LeadParts::consent);
        List<Correction> corrections = section(
                in, sections & CORRECTIONS, i -> new Correction(i.amount(), i.text(), i.word(), i.time(), i.time()));
        Handoff handoff = (sections & HANDOFF) == 0
                ? Handoff.NONE
                : new Handoff(VERDICTS[in.varint()], in.word(), in.word(), in.time(), in.time(), in.time());
        Shadow shadow = (sections & SHADOW) == 0 ? null : new Shadow(in.varint(), in.time());
        List<Notice> notices = section(in, sections & NOTICES, LeadParts::notice);
        long erasedAt = (sections & ERASED) == 0 ? 0 : in.time();
        Acquisition acquisition = (sections & ACQUISITION) == 0 ? null : acquisition(in);
        List<Enrolment> enrolments = section(in, sections & ENROLMENTS, LeadParts::enrolment);
        return new Lead(
                id,
                version,
                alias,
                absorbed,
                firstSeen,
                lastSeen,
                person,
                claim,
                attributes.isEmpty() ? Profile.NONE : new Profile(attributes),
                acquisition,
                consents,
                (sections & (ACTIVITY | FOLDED)) == 0 ? Activity.NONE : new Activity(touches, folded, from),
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

    private static Acquisition acquisition(Unpacker in) {
        boolean one = in.varint() == 1;
        TrafficSource first = LeadParts.source(in);
        return new Acquisition(first, one ? first : LeadParts.source(in));
    }

    private static void id(Packer out, LeadId id) {
        out.fixed(id.high()).mark(id.low());
    }

    private static LeadId id(Unpacker in) {
        return new LeadId(in.fixed(), (int) in.mark());
    }

    private static <T> List<T> section(Unpacker in, int present, Function<Unpacker, T> each) {
        return present == 0 ? List.of() : in.list(each);
    }
}
