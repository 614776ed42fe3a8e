package dev.mql.engine;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.event.Event;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Milestone;
import dev.mql.lead.Stage;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each type of event means for a lead, beside being counted. Pure. */
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
            "add_payment_info");

    private static final double MAX_ENGAGED_SECONDS = 1_800;

    private final AddressRules addresses;

    EventRules(Vault vault) {
        this.addresses = new AddressRules(vault);
    }

    /** @return the same instance if the lead has seen this event before, or it says nothing new */
    Lead apply(Lead lead, Event event) {
        if (event.type().equals(EventType.CART_SNAPSHOT)) {
            return event.cart() == null ? lead : replaceCart(lead, event, event.cart());
        }
        long mark = Lead.mark(event.id().high(), event.id().low());
        if (lead.activity().has(mark)) {
            return lead;
        }
        boolean claimedPurchase =
                event.type().equals(EventType.PURCHASE) && !event.source().trusted();
        Lead next = lead.seen(event.at(), event.at());
        if (!claimedPurchase) {
            next = next.withActivity(
                    next.activity().with(event.type(), event.at(), mark, event.object(), amount(event)));
        }
        if (TOUCHES_CART.contains(event.type())) {
            next = touchCart(next, event);
        }
        next = addresses.apply(next, event);
        return switch (event.type()) {
            case EventType.PURCHASE -> purchased(next, event);
            case EventType.UNSUBSCRIBE -> unsubscribed(next, event.at());
            default -> next;
        };
    }

    private static double amount(Event event) {
        if (!event.type().equals(EventType.ENGAGED_TIME)) {
            return 0;
        }
        Double seconds = event.props().number("seconds");
        return seconds == null ? 0 : Math.rint(Math.max(0, Math.min(MAX_ENGAGED_SECONDS, seconds)));
    }

    private static Lead replaceCart(Lead lead, Event event, Cart snapshot) {
        Cart live = lead.liveCart().orElse(null);
        if (live != null && live.whole() && event.at() < live.touchedAt()) {
            return lead; // older than what is known
        }
        if (snapshot.lines().isEmpty()) {
            return live == null
                    ? lead
                    : lead.withCart(
                            live.withLines(List.of(), live.currency(), true).withState(Cart.State.EMPTIED));
        }
        if (lead.carts().stream().anyMatch(c -> c.state() == Cart.State.ORDERED && c.touchedAt() > event.at())) {
            return lead;
        }
        Cart base = live == null ? snapshot.withId(cartId(event)) : live;
        return lead.seen(event.at(), event.at())
                .withCart(base.withLines(snapshot.lines(), snapshot.currency(), true)
                        .touched(event.at()));
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

    private static Lead purchased(Lead lead, Event event) {
        String order = event.props().text("transaction_id");
        Lead next = lead;
        for (Cart cart : lead.carts()) {
            if (cart.live() && cart.startedAt() <= event.at()) {
                next = ordered(next, cart, order, event.at());
            }
        }
        if (!event.source().trusted()) {
            return next;
        }
        Double value = event.props().number("value");
        String currency = event.props().text("currency");
        next = next.withMilestone(new Milestone(
                event.at(),
                "order",
                value == null
                        ? "bought"
                        : "bought for " + amountText(value) + " " + (currency == null ? "" : cut(currency, 3))));
        return next.stage() == Stage.DISQUALIFIED || next.stage() == Stage.CUSTOMER
                ? next
                : next.withStage(Stage.CUSTOMER, event.at())
                        .withMilestone(
                                new Milestone(event.at(), "stage", lead.stage().word() + " → customer: bought"));
    }

    /** Whoever bought it: the cart is an order, and no mail about it is left to be sent. */
    static Lead ordered(Lead lead, Cart cart, @Nullable String order, long at) {
        return skip(lead.withCart(cart.ordered(cut(order, 64))), cart.id(), "purchased", at);
    }

    private static String amountText(double value) {
        return BigDecimal.valueOf(Math.rint(value * 100) / 100).toPlainString();
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

    private static Lead skip(Lead lead, String cartId, String reason, long at) {
        Lead next = lead;
        for (Mailing mail : lead.mails()) {
            if (mail.subject().equals(cartId) && mail.state().waiting()) {
                next = next.withMail(mail.to(Mailing.State.SKIPPED, reason, at));
            }
        }
        return next;
    }

    private static String cartId(Event event) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(16)
                        .putLong(event.id().high())
                        .putLong(event.id().low())
                        .array());
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }
}
