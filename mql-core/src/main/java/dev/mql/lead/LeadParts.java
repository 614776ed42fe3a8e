package dev.mql.lead;

import dev.mql.acquisition.TrafficSource;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Feedback;
import dev.mql.cart.Journey;
import dev.mql.event.Props;
import dev.mql.event.Purpose;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parts of a stored lead, each written and read by two methods that stand together. {@link LeadCodec} says which follow which. */
final class LeadParts {
    private static final Person.Basis[] BASES = Person.Basis.values();
    private static final Cart.State[] CART_STATES = Cart.State.values();
    private static final Mailing.Kind[] MAIL_KINDS = Mailing.Kind.values();
    private static final Mailing.State[] MAIL_STATES = Mailing.State.values();
    private static final Enrolment.Group[] GROUPS = Enrolment.Group.values();
    private static final Journey.Depth[] DEPTHS = Journey.Depth.values();
    private static final Purpose[] PURPOSES = Purpose.values();
    private static final Notice.State[] NOTICE_STATES = Notice.State.values();

    private LeadParts() {}

    static void person(Packer out, Person p) {
        out.optional(p.addressHash()).optional(p.sealedAddress()).optional(p.sealedName());
        out.optional(p.locale()).optional(p.zone()).optional(p.company());
        out.varint(p.basis().ordinal())
                .time(p.basisAt())
                .time(p.unsubscribedAt())
                .optional(p.customerHash());
    }

    static Person person(Unpacker in) {
        return new Person(
                in.optional(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.optional(),
                BASES[in.varint()],
                in.time(),
                in.time(),
                in.optional());
    }

    static void source(Packer out, TrafficSource s) {
        out.time(s.at()).word(s.source()).word(s.medium());
        out.optional(s.campaign()).optional(s.term()).optional(s.content());
        out.optional(s.clickId()).optional(s.landing());
    }

    static TrafficSource source(Unpacker in) {
        return new TrafficSource(
                in.time(),
                in.word(),
                in.word(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.optional(),
                in.optional());
    }

    static void touch(Packer out, Touch touch) {
        Props props = touch.props();
        out.secondsAnd(touch.at(), (touch.mark() == 0 ? 0 : 2) + (props.isEmpty() ? 0 : 1));
        out.word(touch.type()).optionalWord(touch.object());
        if (touch.mark() != 0) {
            out.mark(touch.mark());
        }
        if (!props.isEmpty()) {
            out.varint(props.names().size());
            props.forEach((name, value) -> {
                out.word(name);
                if (value instanceof Double number) {
                    out.varint(0).amount(number);
                } else {
                    out.word((String) value);
                }
            });
        }
    }

    static Touch touch(Unpacker in) {
        long at = in.secondsAnd();
        int parts = in.bits();
        String type = in.word();
        String object = in.optionalWord();
        long mark = (parts & 2) == 0 ? 0 : in.mark();
        if ((parts & 1) == 0) {
            return new Touch(type, at, mark, object, Props.NONE);
        }
        Map<String, Object> props = new HashMap<>();
        for (int left = in.varint(); left > 0; left--) {
            String name = in.word();
            String text = in.optionalWord();
            props.put(name, text == null ? (Object) in.amount() : text);
        }
        return new Touch(type, at, mark, object, Props.of(props));
    }

    static Consent consent(Unpacker in) {
        int head = in.varint();
        return new Consent(PURPOSES[head / 2], head % 2 == 1, in.word(), in.word(), in.time(), in.varint());
    }

    static void cart(Packer out, Cart cart) {
        out.text(cart.id()).varint(cart.state().ordinal()).word(cart.currency());
        out.varint(cart.whole() ? 1 : 0).time(cart.startedAt()).time(cart.touchedAt());
        out.optional(cart.orderRef()).word(cart.place()).optional(cart.ref());
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
        Journey journey = cart.journey();
        out.varint(journey.depth().ordinal());
        out.optionalWord(journey.locale()).optionalWord(journey.zone());
    }

    /** @param journey whether the document tells of one */
    static Cart cart(Unpacker in, boolean journey) {
        String id = in.text();
        Cart.State state = CART_STATES[in.varint()];
        String currency = in.word();
        boolean whole = in.varint() == 1;
        long startedAt = in.time();
        long touchedAt = in.time();
        String orderRef = in.optional();
        String place = in.word();
        String ref = in.optional();
        Feedback feedback = in.varint() == 0 ? null : new Feedback(in.word(), in.text(), in.time());
        List<CartLine> lines = in.list(i -> {
            String item = i.word();
            String name = i.text();
            int quantity = i.varint();
            int scale = i.varint() - 64;
            BigDecimal price = new BigDecimal(new BigInteger(i.blob()), scale);
            return new CartLine(item, name, price, quantity, i.optional(), i.optional());
        });
        return new Cart(
                id,
                state,
                new ArrayList<>(lines),
                currency,
                whole,
                startedAt,
                touchedAt,
                orderRef,
                feedback,
                place,
                ref,
                journey ? new Journey(DEPTHS[in.varint()], in.optionalWord(), in.optionalWord()) : Journey.BEGUN);
    }

    static void mail(Packer out, Mailing m) {
        out.varint(m.kind().ordinal()).word(m.subject()).varint(m.step());
        out.varint(m.state().ordinal()).optionalWord(m.reason());
        out.time(m.due()).time(m.notAfter()).time(m.at()).varint(m.attempts()).word(m.series());
    }

    /** @param series whether the document names it */
    static Mailing mail(Unpacker in, boolean series) {
        Mailing.Kind kind = MAIL_KINDS[in.varint()];
        String subject = in.word();
        int step = in.varint();
        Mailing.State state = MAIL_STATES[in.varint()];
        return new Mailing(
                kind,
                subject,
                step,
                state,
                in.optionalWord(),
                in.time(),
                in.time(),
                in.time(),
                in.varint(),
                series ? in.word() : "");
    }

    static void enrolment(Packer out, Enrolment e) {
        out.varint(e.kind().ordinal()).word(e.subject()).word(e.series());
        out.varint(e.group().ordinal()).time(e.at()).time(e.since()).time(e.creditUntil());
        out.optionalWord(e.reason()).time(e.orderedAt());
        if (e.orderedAt() != 0) {
            out.amount(e.value()).word(e.currency()).varint(e.credited() ? 1 : 0);
        }
    }

    static Enrolment enrolment(Unpacker in) {
        Mailing.Kind kind = MAIL_KINDS[in.varint()];
        String subject = in.word();
        String series = in.word();
        Enrolment.Group group = GROUPS[in.varint()];
        long at = in.time();
        long since = in.time();
        long creditUntil = in.time();
        String reason = in.optionalWord();
        long orderedAt = in.time();
        boolean ordered = orderedAt != 0;
        return new Enrolment(
                kind,
                subject,
                series,
                group,
                at,
                since,
                creditUntil,
                reason,
                orderedAt,
                ordered ? in.amount() : 0,
                ordered ? in.word() : "",
                ordered && in.varint() == 1);
    }

    static void notice(Packer out, Notice n) {
        out.word(n.channel())
                .varint(n.sequence())
                .word(n.topic())
                .word(n.from())
                .word(n.to())
                .word(n.cause());
        out.amount(n.score())
                .word(n.grade())
                .varint(n.model())
                .varint(n.state().ordinal())
                .varint(n.attempts());
        out.time(n.due()).time(n.deadline()).time(n.at()).text(n.error());
    }

    static Notice notice(Unpacker in) {
        return new Notice(
                in.word(),
                in.varint(),
                in.word(),
                in.word(),
                in.word(),
                in.word(),
                in.amount(),
                in.word(),
                in.varint(),
                NOTICE_STATES[in.varint()],
                in.varint(),
                in.time(),
                in.time(),
                in.time(),
                in.text());
    }
}
