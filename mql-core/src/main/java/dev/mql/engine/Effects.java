package dev.mql.engine;

import dev.mql.cart.Cart;
import dev.mql.cart.Feedback;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Milestone;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What others have to hear of a change: seen by comparing before and after, so no path can forget to tell. */
final class Effects {
    private Effects() {}

    static List<Effect> between(Lead before, Lead after, double score, int modelVersion, long now) {
        List<Effect> effects = new ArrayList<>(2);
        if (before.stage() != after.stage()) {
            effects.add(new Effect(
                    Effect.STAGE,
                    after.id(),
                    now,
                    Map.of(
                            "from", before.stage().word(),
                            "to", after.stage().word(),
                            "score", String.format(Locale.ROOT, "%.2f", score),
                            "model", Integer.toString(modelVersion))));
        }
        if (before.carts() != after.carts()) {
            carts(before, after, now, effects);
        }
        if (before.mails() != after.mails()) {
            mails(before, after, now, effects);
        }
        if (before.milestones() != after.milestones()) {
            for (Milestone milestone : after.milestones()) {
                if (milestone.kind().equals("order") && !before.milestones().contains(milestone)) {
                    effects.add(new Effect(Effect.ORDER, after.id(), milestone.at(), Map.of("text", milestone.text())));
                }
            }
        }
        return effects;
    }

    private static void carts(Lead before, Lead after, long now, List<Effect> effects) {
        for (Cart cart : after.carts()) {
            Cart old = before.cart(cart.id()).orElse(null);
            Feedback answer = cart.feedback();
            if (answer != null && (old == null || !Objects.equals(old.feedback(), answer))) {
                effects.add(new Effect(
                        Effect.FEEDBACK,
                        after.id(),
                        answer.at(),
                        Map.of(
                                "cart", cart.id(),
                                "reason", answer.reason(),
                                "value", cart.total().toPlainString(),
                                "currency", cart.currency())));
            }
            if (cart.state() == Cart.State.ABANDONED && (old == null || old.state() != Cart.State.ABANDONED)) {
                effects.add(new Effect(
                        Effect.CART,
                        after.id(),
                        now,
                        Map.of(
                                "cart",
                                cart.id(),
                                "state",
                                "abandoned",
                                "value",
                                cart.total().toPlainString(),
                                "currency",
                                cart.currency())));
            }
        }
    }

    private static void mails(Lead before, Lead after, long now, List<Effect> effects) {
        for (Mailing mail : after.mails()) {
            Mailing old = before.mail(mail.kind(), mail.subject(), mail.step()).orElse(null);
            if (mail.state().over() && (old == null || old.state() != mail.state())) {
                effects.add(new Effect(
                        Effect.MAIL,
                        after.id(),
                        now,
                        Map.of(
                                "kind", mail.kind().name().toLowerCase(Locale.ROOT),
                                "step", Integer.toString(mail.step()),
                                "state", mail.state().word(),
                                "reason", mail.reason() == null ? "" : mail.reason())));
            }
        }
    }
}
