package dev.mql.lead;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Feedback;
import dev.mql.event.EventType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The stored form of a lead: its version in 7-bit groups, one byte of layout, then the sections that are not empty. No version's bytes
 * are the beginning of another's, so a store tells by the first few bytes whether a document is of that version. Every change of the layout needs a new {@link #LAYOUT} and a reader for the old one.
 */
public final class LeadCodec {
    /** The layout written by this code. */
    static final int LAYOUT = 1;

    private static final int PERSON = 1;
    private static final int CLAIM = 2;
    private static final int ALIAS = 4;
    private static final int ABSORBED = 8;
    private static final int ACTIVITY = 16;
    private static final int CARTS = 32;
    private static final int MAILS = 64;
    private static final int MILESTONES = 128;

    private static final Map<String, Integer> KNOWN = Packer.numbered(EventType.KNOWN);
    private static final Stage[] STAGES = Stage.values();
    private static final Person.Basis[] BASES = Person.Basis.values();
    private static final Cart.State[] CART_STATES = Cart.State.values();
    private static final Mailing.Kind[] MAIL_KINDS = Mailing.Kind.values();
    private static final Mailing.State[] MAIL_STATES = Mailing.State.values();

    private LeadCodec() {}

    public static byte[] encode(Lead lead) {
        Packer out = new Packer(KNOWN);
        out.varint(lead.version()).varint(LAYOUT);
        int flags = (lead.person().equals(Person.UNKNOWN) ? 0 : PERSON)
                | (lead.claim() == null ? 0 : CLAIM)
                | (lead.aliasOf() == null ? 0 : ALIAS)
                | (lead.absorbed().isEmpty() ? 0 : ABSORBED)
                | (lead.activity().equals(Activity.NONE) ? 0 : ACTIVITY)
                | (lead.carts().isEmpty() ? 0 : CARTS)
                | (lead.mails().isEmpty() ? 0 : MAILS)
                | (lead.milestones().isEmpty() ? 0 : MILESTONES);
        out.varint(flags).time(lead.firstSeen()).time(lead.lastSeen());
        out.varint(lead.stage().ordinal()).time(lead.since()).time(lead.wakeAt());
        if ((flags & PERSON) != 0) {
            person(out, lead.person());
        }
        if (lead.claim() != null) {
            Claim claim = lead.claim();
            out.text(claim.addressHash()).text(claim.sealedAddress());
            out.optional(claim.sealedName()).optional(claim.locale());
            out.varint(claim.newsletter() ? 1 : 0).time(claim.at());
        }
        if (lead.aliasOf() != null) {
            out.fixed(lead.aliasOf().high()).fixed(lead.aliasOf().low());
        }
        if ((flags & ABSORBED) != 0) {
            out.list(lead.absorbed(), id -> out.fixed(id.high()).fixed(id.low()));
        }
        if ((flags & ACTIVITY) != 0) {
            activity(out, lead.activity());
        }
        if ((flags & CARTS) != 0) {
            out.list(lead.carts(), cart -> cart(out, cart));
        }
        if ((flags & MAILS) != 0) {
            out.list(lead.mails(), mail -> mail(out, mail));
        }
        if ((flags & MILESTONES) != 0) {
            out.list(lead.milestones(), m -> out.time(m.at()).word(m.kind()).text(m.text()));
        }
        return out.bytes();
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
        } catch (IndexOutOfBoundsException damaged) {
            throw new IllegalArgumentException("lead " + id + ": its stored document is damaged", damaged);
        }
    }

    private static Lead read(LeadId id, Unpacker in) {
        long version = in.longVarint();
        int layout = in.varint();
        if (layout != LAYOUT) {
            throw new IllegalArgumentException(
                    "lead " + id + ": stored layout " + layout + ", this version reads " + LAYOUT);
        }
        int flags = in.varint();
        long firstSeen = in.time();
        long lastSeen = in.time();
        Stage stage = STAGES[in.varint()];
        long since = in.time();
        long wakeAt = in.time();
        Person person = (flags & PERSON) == 0 ? Person.UNKNOWN : person(in);
        Claim claim = (flags & CLAIM) == 0
                ? null
                : new Claim(in.text(), in.text(), in.optional(), in.optional(), in.varint() == 1, in.time());
        LeadId alias = (flags & ALIAS) == 0 ? null : new LeadId(in.fixed(), in.fixed());
        List<LeadId> absorbed = (flags & ABSORBED) == 0 ? List.of() : in.list(i -> new LeadId(i.fixed(), i.fixed()));
        Activity activity = (flags & ACTIVITY) == 0 ? Activity.NONE : activity(in);
        List<Cart> carts = (flags & CARTS) == 0 ? List.of() : in.list(LeadCodec::cart);
        List<Mailing> mails = (flags & MAILS) == 0 ? List.of() : in.list(LeadCodec::mail);
        List<Milestone> milestones =
                (flags & MILESTONES) == 0 ? List.of() : in.list(i -> new Milestone(i.time(), i.word(), i.text()));
        return new Lead(
                id,
                version,
                alias,
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

    private static void person(Packer out, Person p) {
        out.optional(p.addressHash()).optional(p.sealedAddress()).optional(p.sealedName());
        out.optional(p.locale()).optional(p.zone());
        out.varint(p.basis().ordinal()).time(p.basisAt()).time(p.unsubscribedAt());
    }

    private static Person person(Unpacker in) {
        return new Person(
                in.optional(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.optional(),
                BASES[in.varint()],
                in.time(),
                in.time());
    }

    private static void activity(Packer out, Activity activity) {
        out.list(activity.facts(), fact -> {
            out.word(fact.type()).seconds(fact.last()).varint(fact.count());
            out.amount(fact.amount());
        });
        out.list(activity.touches(), touch -> {
            out.word(touch.type()).seconds(touch.at()).mark(touch.mark());
            out.optionalWord(touch.object());
        });
    }

    private static Activity activity(Unpacker in) {
        List<Fact> facts = in.list(i -> new Fact(i.word(), i.seconds(), i.varint(), i.amount()));
        List<Touch> touches = in.list(i -> new Touch(i.word(), i.seconds(), i.mark(), i.optionalWord()));
        return new Activity(facts, touches);
    }

    private static void cart(Packer out, Cart cart) {
        out.text(cart.id()).varint(cart.state().ordinal()).word(cart.currency());
        out.varint(cart.whole() ? 1 : 0).time(cart.startedAt()).time(cart.touchedAt());
        out.optional(cart.orderRef());
        Feedback feedback = cart.feedback();
        out.varint(feedback == null ? 0 : 1);
        if (feedback != null) {
            out.word(feedback.reason()).text(feedback.text()).time(feedback.at());
        }
        out.list(cart.lines(), line -> {
            out.word(line.id()).text(line.name()).varint(line.quantity());
            out.varint(line.price().scale() + 64);
            out.blob(line.price().unscaledValue().toByteArray());
            out.optional(line.image()).optional(line.url());
        });
    }

    private static Cart cart(Unpacker in) {
        String id = in.text();
        Cart.State state = CART_STATES[in.varint()];
        String currency = in.word();
        boolean whole = in.varint() == 1;
        long startedAt = in.time();
        long touchedAt = in.time();
        String orderRef = in.optional();
        Feedback feedback = in.varint() == 0 ? null : new Feedback(in.word(), in.text(), in.time());
        List<CartLine> lines = in.list(i -> {
            String item = i.word();
            String name = i.text();
            int quantity = i.varint();
            int scale = i.varint() - 64;
            BigDecimal price = new BigDecimal(new BigInteger(i.blob()), scale);
            return new CartLine(item, name, price, quantity, i.optional(), i.optional());
        });
        return new Cart(id, state, new ArrayList<>(lines), currency, whole, startedAt, touchedAt, orderRef, feedback);
    }

    private static void mail(Packer out, Mailing m) {
        out.varint(m.kind().ordinal()).word(m.subject()).varint(m.step());
        out.varint(m.state().ordinal()).optionalWord(m.reason());
        out.time(m.due()).time(m.notAfter()).time(m.at()).varint(m.attempts());
    }

    private static Mailing mail(Unpacker in) {
        Mailing.Kind kind = MAIL_KINDS[in.varint()];
        String subject = in.word();
        int step = in.varint();
        Mailing.State state = MAIL_STATES[in.varint()];
        return new Mailing(kind, subject, step, state, in.optionalWord(), in.time(), in.time(), in.time(), in.varint());
    }
}
