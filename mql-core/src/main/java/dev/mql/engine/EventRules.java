package dev.mql.engine;

import dev.mql.acquisition.Acquisition;
import dev.mql.acquisition.TrafficSource;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Journey;
import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.identity.Vault;
import dev.mql.lead.Activity;
import dev.mql.lead.Attribute;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Milestone;
import dev.mql.lead.Profile;
import dev.mql.lead.RecoveredCart;
import dev.mql.lead.Touch;
import dev.mql.scoring.Condition;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each type of event means for a lead, beside being counted. Pure. */
@SuppressWarnings("ReferenceEquality") // the same instance is how "nothing new" is said
final class EventRules {
    /** By these somebody asks the shop for something. */
    static final Set<String> ASKS =
            Set.of("contact_form", "quote_request", "demo_request", "generate_lead", "sign_up", "webinar_signup");

    /** Any of these is a sign of life for the cart: silence is counted anew. */
    private static final Set<String> TOUCHES_CART = Set.of(
            EventType.ADD_TO_CART,
            "remove_from_cart",
            "view_cart",
            EventType.BEGIN_CHECKOUT,
            "add_shipping_info",
            "add_payment_info",
            EventType.PAYMENT_FAILED);

    /** How far these say that somebody came with the cart. */
    private static final Map<String, Journey.Depth> REACHES = Map.of(
            EventType.BEGIN_CHECKOUT,
            Journey.Depth.CHECKOUT,
            "add_shipping_info",
            Journey.Depth.CHECKOUT,
            "add_payment_info",
            Journey.Depth.CHECKOUT,
            EventType.PAYMENT_FAILED,
            Journey.Depth.PAYMENT_FAILED);

    /** With these a visit begins that somebody sent. */
    private static final Set<String> ARRIVES = Set.of(EventType.AD_CLICK, EventType.CAMPAIGN_DETAILS);

    private static final int MAX_PATH = 128;
    /** What the shop tells of a person that has a place of its own. */
    private static final Set<String> NO_ATTRIBUTES = Set.of("name", "locale", "time_zone", "email", "customer_id");

    private final AddressRules addresses;
    private final Asked asked;
    private final SharedTexts shared = new SharedTexts();

    /** @param softOptIn whether an order is a basis for mail */
    EventRules(Vault vault, boolean softOptIn, Asked asked) {
        this.addresses = new AddressRules(vault, softOptIn);
        this.asked = asked;
    }

    /** @return the same instance if the lead has seen this event before, or it says nothing new */
    Lead apply(Lead lead, Event event) {
        if (event.at() <= lead.erasedAt()
                || lead.firstSeen() == 0 && event.type().equals(EventType.EMAIL_CLICK)) {
            return lead; // it was on its way when everything was erased
        }
        if (ConsentRules.isConsent(event)) {
            Lead said = ConsentRules.apply(lead, event);
            return said == lead ? lead : said.seen(event.at(), event.at());
        }
        if (event.type().equals(EventType.MACHINE)) {
            return MachineRules.apply(lead, event);
        }
        if (event.type().equals(EventType.CART_SNAPSHOT)) {
            return event.cart() == null || !ConsentRules.allows(lead, EventType.ADD_TO_CART, event.at())
                    ? lead
                    : replaceCart(lead, event, event.cart());
        }
        long mark = Lead.mark(event.id().high(), event.id().low());
        if (lead.activity().has(mark)) {
            return toldAgain(lead, event);
        }
        if (!ConsentRules.allows(lead, event.type(), event.at())) {
            return lead;
        }
        TrafficSource arrival = ARRIVES.contains(event.type()) ? TrafficSource.of(event) : null;
        if (arrival != null && Acquisition.known(lead.acquisition(), arrival)) {
            return lead; // the same visit, told again: a reload, or another page that carries the link's words
        }
        boolean claimedPurchase =
                event.type().equals(EventType.PURCHASE) && !event.source().trusted();
        Lead next = lead;
        if (!claimedPurchase) {
            Activity activity = lead.activity().plus(touch(event, mark));
            if (activity == lead.activity()) {
                return lead;
            }
            next = lead.withActivity(activity);
        }
        next = next.seen(event.at(), event.at());
        if (TOUCHES_CART.contains(event.type())) {
            next = OrderRules.referred(travelled(touchCart(next, event), event), event);
        }
        if (arrival != null) {
            next = next.withAcquisition(Acquisition.with(lead.acquisition(), arrival));
        }
        next = described(addresses.apply(next, event), event);
        return switch (event.type()) {
            case EventType.PURCHASE -> OrderRules.purchased(next, event);
            case EventType.EMAIL_CLICK -> clicked(next, event);
            case EventType.UNSUBSCRIBE -> unsubscribed(next, event.at());
            case EventType.CART_DECLINED -> forgetCarts(next, "declined", event.at());
            default -> next;
        };
    }

    /** An order that a payment callback told of first: who it was may be news. */
    private Lead toldAgain(Lead lead, Event event) {
        Lead next = event.type().equals(EventType.PURCHASE) && event.names() ? addresses.apply(lead, event) : lead;
        return next.equals(lead) ? lead : next;
    }

    private Touch touch(Event event, long mark) {
        Set<String> names = asked.of(event.type());
        Props props = event.props().only(names, Touch.MAX_TEXT);
        if (ARRIVES.contains(event.type())) {
            props = props.and(event.props().only(TrafficSource.NAMES, Touch.MAX_TEXT));
        }
        if (names.contains(Condition.PATH) && event.url() != null) {
            props = props.with(Condition.PATH, shortened(event.url(), MAX_PATH));
        }
        String category = event.props().text("item_category");
        if (names.contains("category") && props.text("category") == null && category != null) {
            props = props.with("category", shortened(category, Touch.MAX_TEXT));
        }
        String object = event.object();
        return new Touch(
                shared.of(event.type()),
                event.at(),
                mark,
                object == null ? null : shared.of(shortened(object, Touch.MAX_OBJECT)),
                props);
    }

    /** What a form says of who filled it in, and what the shop itself tells; a browser may not say who it is. */
    private static Lead described(Lead lead, Event event) {
        boolean says = event.type().equals(EventType.IDENTIFY) || ASKS.contains(event.type());
        if (!says || event.source() == Source.BEACON) {
            return lead;
        }
        Profile profile = lead.profile();
        for (String name : event.props().names()) {
            boolean asked = event.type().equals(EventType.IDENTIFY)
                    ? !NO_ATTRIBUTES.contains(name)
                    : Profile.USUAL.contains(name);
            String value = event.props().text(name);
            if (asked && value != null && Profile.isName(name)) {
                profile = profile.with(new Attribute(name, value, event.at()));
            }
        }
        return profile == lead.profile() ? lead : lead.withProfile(profile);
    }

    private static Lead replaceCart(Lead lead, Event event, Cart snapshot) {
        Cart live = lead.carts().stream()
                .filter(cart -> cart.place().equals(snapshot.place()))
                .findFirst()
                .filter(Cart::live)
                .orElse(null);
        if (live != null && live.whole() && event.at() < live.touchedAt()) {
            return lead; // older than what is known
        }
        if (snapshot.lines().isEmpty()) {
            return live == null ? lead : lead.withCart(emptied(live));
        }
        if (lead.carts().stream()
                .anyMatch(c -> c.state() == Cart.State.ORDERED
                        && c.place().equals(snapshot.place())
                        && c.touchedAt() > event.at())) {
            return lead;
        }
        Lead next = lead;
        if (live != null
                && live.ref() != null
                && snapshot.ref() != null
                && !live.ref().equals(snapshot.ref())) {
            next = lead.withCart(emptied(live));
            live = null;
        }
        Cart base = live == null ? snapshot.withId(cartId(event)) : live;
        Cart now = base.withLines(snapshot.lines(), snapshot.currency(), true)
                .withRef(snapshot.ref() == null ? base.ref() : snapshot.ref())
                .withJourney(base.journey().from(event.props().text("locale"), zone(event.props())))
                .touched(event.at());
        Cart bought = OrderRules.bought(lead, now);
        return bought == null
                ? next.seen(event.at(), event.at()).withCart(now)
                : OrderRules.taken(next.seen(event.at(), event.at()), bought, now);
    }

    /** The live cart remembers how far its owner came with it, and from where. */
    private static Lead travelled(Lead lead, Event event) {
        Journey.Depth depth = REACHES.getOrDefault(event.type(), Journey.Depth.CART);
        return lead.liveCart()
                .map(cart -> {
                    Journey journey =
                            cart.journey().reaching(depth).from(event.props().text("locale"), zone(event.props()));
                    return journey.equals(cart.journey()) ? lead : lead.withCart(cart.withJourney(journey));
                })
                .orElse(lead);
    }

    /** What is no time zone says nothing. */
    static @Nullable String zone(Props props) {
        String zone = props.text("time_zone");
        return zone != null && ZoneId.getAvailableZoneIds().contains(zone) ? zone : null;
    }

    private static Cart emptied(Cart cart) {
        return cart.withLines(List.of(), cart.currency(), true).withState(Cart.State.EMPTIED);
    }

    /** Shops that show us no cart: it is pieced together from what the events say. */
    private static Lead touchCart(Lead lead, Event event) {
        Cart live = lead.liveCart().orElse(null);
        if (live == null && !event.type().equals(EventType.ADD_TO_CART)) {
            return lead;
        }
        if (live != null && live.whole()) {
            return lead.withCart(live.touched(event.at()));
        }
        Props props = event.props();
        String item = props.text("item_id");
        String currency = props.text("currency");
        Cart base = live == null
                ? Cart.snapshot(List.of(), currency == null || currency.length() != 3 ? "EUR" : currency, event.at())
                        .withId(cartId(event))
                        .withLines(List.of(), currency == null || currency.length() != 3 ? "EUR" : currency, false)
                : live;
        if (item == null || item.isEmpty()) {
            return live == null ? lead : lead.withCart(base.touched(event.at()));
        }
        List<CartLine> lines = new ArrayList<>(base.lines());
        if (event.type().equals("remove_from_cart")) {
            lines.removeIf(line -> line.id().equals(item));
        } else if (event.type().equals(EventType.ADD_TO_CART)) {
            CartLine line = line(item, props);
            if (line != null) {
                lines.removeIf(other -> other.id().equals(item));
                lines.add(line);
            }
        }
        Cart changed = base.withLines(lines, base.currency(), false).touched(event.at());
        return lead.withCart(lines.isEmpty() && live != null ? changed.withState(Cart.State.EMPTIED) : changed);
    }

    private static @Nullable CartLine line(String item, Props props) {
        Double price = props.number("price");
        Double value = price == null ? props.number("value") : price;
        Double quantity = props.number("quantity");
        String name = props.text("item_name");
        if (value != null && (value < 0 || value > 1e9)) {
            return null;
        }
        BigDecimal exact = value == null ? BigDecimal.ZERO : BigDecimal.valueOf(Math.round(value * 100), 2);
        return new CartLine(
                item,
                name == null ? item : name,
                exact,
                quantity == null ? 1 : (int) Math.min(9_999, quantity),
                null,
                null);
    }

    /** Who comes back to a cart by a mail thinks about it again: silence is counted anew. */
    private static Lead clicked(Lead lead, Event event) {
        RecoveredCart recovered = RecoveredCart.parse(event.props().text(RecoveredCart.PROPERTY));
        return recovered == null
                ? lead
                : lead.cart(recovered.cart())
                        .filter(Cart::live)
                        .map(cart -> lead.withCart(cart.touched(event.at())))
                        .orElse(lead);
    }

    /** Nothing is left of carts that were not ordered, and no mail about them is sent. */
    static Lead forgetCarts(Lead lead, String reason, long at) {
        return forgetCarts(lead, reason, Long.MIN_VALUE, at);
    }

    /** The same of carts that were begun between two instants. */
    static Lead forgetCarts(Lead lead, String reason, long from, long at) {
        Lead next = lead;
        for (Cart cart : lead.carts()) {
            if (cart.live() && cart.startedAt() >= from && cart.startedAt() <= at) {
                next = OrderRules.skip(
                        next.withCart(cart.withLines(List.of(), cart.currency(), cart.whole())
                                .withState(Cart.State.EMPTIED)),
                        cart.id(),
                        reason,
                        at);
            }
        }
        return next;
    }

    /** No more marketing mail, now and for what was planned. */
    static Lead unsubscribed(Lead lead, long at) {
        Lead next = lead.withPerson(lead.person().unsubscribed(at))
                .withMilestone(new Milestone(at, "consent", "unsubscribed from all marketing mail"));
        List<Mailing> mails = new ArrayList<>();
        for (Mailing mail : next.mails()) {
            mails.add(
                    mail.kind().marketing() && mail.state().waiting()
                            ? mail.to(Mailing.State.SKIPPED, "unsubscribed", at)
                            : mail);
        }
        return next.withMails(mails);
    }

    static String cartId(Event event) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(16)
                        .putLong(event.id().high())
                        .putLong(event.id().low())
                        .array());
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
