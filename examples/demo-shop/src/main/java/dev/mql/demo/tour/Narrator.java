package dev.mql.demo.tour;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.config.Settings;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Stage;
import dev.mql.lead.Touch;
import dev.mql.scoring.Rule;
import dev.mql.scoring.Score;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Tells a newcomer in one sentence what happened last, and in another what will happen next. */
final class Narrator {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("page_view", "You looked at a page"),
            Map.entry("view_item", "You looked at a product"),
            Map.entry("view_pricing", "You looked at the prices"),
            Map.entry("search", "You searched"),
            Map.entry("add_to_cart", "You put something into the cart"),
            Map.entry("remove_from_cart", "You took something out of the cart"),
            Map.entry("view_cart", "You looked into your cart"),
            Map.entry("begin_checkout", "You went to the checkout"),
            Map.entry("newsletter_signup", "You asked for the letter"),
            Map.entry("address_confirmed", "You confirmed your address"),
            Map.entry("contact_form", "You wrote to the shop"),
            Map.entry("quote_request", "You asked for a quote"),
            Map.entry("engaged_time", "You took your time"),
            Map.entry("feedback", "You told why"),
            Map.entry("purchase", "You bought"));

    private static final Map<String, String> REASONS = Map.of(
            "not_qualified", "you are no marketing qualified lead yet",
            "unsubscribed", "you have unsubscribed",
            "purchased", "you have bought");

    private final Mql mql;

    Narrator(Mql mql) {
        this.mql = mql;
    }

    String last(Lead lead) {
        Optional<Touch> last = lead.activity().touches().stream().findFirst();
        if (last.isEmpty()) {
            return "You are here";
        }
        String type = last.get().type();
        Rule rule = mql.models().current().rule(type);
        String points = rule == null || rule.follows() != null ? "" : " (%+.0f)".formatted(rule.points());
        return WORDS.getOrDefault(type, type.replace('_', ' ')) + points;
    }

    String next(Lead lead) {
        long now = mql.clock().millis();
        Optional<Mailing> waiting = lead.mails().stream()
                .filter(mail ->
                        mail.kind() == Mailing.Kind.RECOVERY && !mail.state().over())
                .min(Comparator.comparingLong(Mailing::due));
        Optional<Cart> cart = lead.liveCart();
        if (lead.claim() != null && lead.claim().newsletter() && !lead.person().known()) {
            return "Open the inbox and confirm your address";
        }
        if (waiting.isPresent()) {
            return "Reminder " + waiting.get().step() + " goes out "
                    + in(waiting.get().due() - now);
        }
        if (cart.isPresent() && cart.get().state() == Cart.State.OPEN) {
            long left = cart.get().touchedAt()
                    + mql.config().get(Settings.CART_ABANDONED_AFTER).toMillis()
                    - now;
            return lead.person().known()
                    ? "Leave the cart alone: it counts as abandoned " + in(left)
                    : "Subscribe to the letter, so that there is an address to remind";
        }
        Optional<Mailing> skipped = lead.mails().stream()
                .filter(mail -> mail.state() == Mailing.State.SKIPPED && mail.kind() == Mailing.Kind.RECOVERY)
                .max(Comparator.comparingLong(Mailing::at));
        if (lead.person().unsubscribed()) {
            return "You unsubscribed: no more marketing mail, whatever you do";
        }
        if (lead.stage() == Stage.CUSTOMER) {
            return "You bought: the reminders have ended";
        }
        if (skipped.isPresent() && cart.isPresent()) {
            String reason = String.valueOf(skipped.get().reason());
            return "Reminder " + skipped.get().step() + " was not sent: "
                    + REASONS.getOrDefault(reason, reason.replace('_', ' '));
        }
        Score score = mql.leads().score(lead);
        double missing = score.pointsToMql(mql.models().current());
        return missing > 0
                ? "%.0f points short of a marketing qualified lead".formatted(Math.ceil(missing))
                : "Put something into the cart and leave it";
    }

    private static String in(long millis) {
        Duration left = Duration.ofMillis(Math.max(0, millis));
        return left.toMinutes() >= 2 ? "in " + left.toMinutes() + " minutes" : "in " + left.toSeconds() + " s";
    }
}
