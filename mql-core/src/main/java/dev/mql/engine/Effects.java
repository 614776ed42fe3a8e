package dev.mql.engine;

import dev.mql.cart.Cart;
import dev.mql.cart.Feedback;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Handoff;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Milestone;
import dev.mql.lead.Notice;
import dev.mql.lead.Shadow;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What others have to hear of a change: seen by comparing before and after, so no path can forget to tell. */
final class Effects {
    private Effects() {}

    static List<Effect> between(Lead before, Lead after, Score score, Scorer scorer, Cause cause, long now) {
        List<Effect> effects = new ArrayList<>(2);
        if (before.stage() != after.stage()) {
            effects.add(new Effect(
                    Effect.STAGE,
                    after.id(),
                    now,
                    Map.of(
                            "from", before.stage().word(),
                            "to", after.stage().word(),
                            "cause", cause.word(),
                            "score", String.format(Locale.ROOT, "%.2f", score.value()),
                            "grade", scorer.grade(after, score.value()),
                            "model", Integer.toString(scorer.model().version()))));
        }
        Handoff handoff = after.handoff();
        if (before.handoff().at() != handoff.at() || before.handoff().verdict() != handoff.verdict()) {
            effects.add(new Effect(
                    Effect.HANDOFF,
                    after.id(),
                    handoff.at(),
                    Map.of(
                            "verdict", handoff.verdict().word(),
                            "reason", handoff.reason(),
                            "waited", Long.toString(Math.max(0, handoff.at() - before.since())),
                            "model", Integer.toString(scorer.model().version()))));
        }
        if (!Objects.equals(before.shadow(), after.shadow())) {
            Shadow shadow = after.shadow() == null ? before.shadow() : after.shadow();
            effects.add(new Effect(
                    Effect.SHADOW,
                    after.id(),
                    now,
                    Map.of(
                            "challenger", shadow == null ? "" : Integer.toString(shadow.challenger()),
                            "to", after.shadow() == null ? "out" : "in")));
        }
        if (before.notices() != after.notices()) {
            notices(before, after, now, effects);
        }
        if (before.carts() != after.carts()) {
            carts(before, after, now, effects);
        }
        if (before.mails() != after.mails()) {
            mails(before, after, now, effects);
        }
        if (before.enrolments() != after.enrolments()) {
            enrolments(before, after, now, effects);
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

    private static void notices(Lead before, Lead after, long now, List<Effect> effects) {
        for (Notice notice : after.notices()) {
            boolean news =
                    !notice.waiting() && before.notices().stream().noneMatch(old -> old.same(notice) && !old.waiting());
            if (news) {
                effects.add(new Effect(
                        Effect.NOTICE,
                        after.id(),
                        now,
                        Map.of(
                                "channel", notice.channel(),
                                "sequence", Long.toString(notice.sequence()),
                                "topic", notice.topic(),
                                "error", notice.error())));
            }
        }
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
                                "kind", mail.kind().word(),
                                "series", mail.series(),
                                "step", Integer.toString(mail.step()),
                                "state", mail.state().word(),
                                "reason", mail.reason() == null ? "" : mail.reason())));
            }
        }
    }

    /** Two lines for each run of a series: that it began, and that it ended in an order. */
    private static void enrolments(Lead before, Lead after, long now, List<Effect> effects) {
        for (Enrolment enrolment : after.enrolments()) {
            Enrolment old =
                    before.enrolment(enrolment.kind(), enrolment.subject()).orElse(null);
            if (enrolment.entered() && (old == null || !old.entered())) {
                effects.add(new Effect(
                        Effect.SERIES,
                        after.id(),
                        now,
                        Map.of(
                                "what", "entered",
                                "series", enrolment.series(),
                                "group", enrolment.group().word(),
                                "subject", enrolment.subject())));
            }
            if (enrolment.orderedAt() != 0 && (old == null || old.orderedAt() == 0)) {
                effects.add(new Effect(
                        Effect.SERIES,
                        after.id(),
                        now,
                        Map.of(
                                "what", "ordered",
                                "series", enrolment.series(),
                                "group", enrolment.group().word(),
                                "subject", enrolment.subject(),
                                "value", Double.toString(enrolment.value()),
                                "currency", enrolment.currency(),
                                "credited", Boolean.toString(enrolment.credited()),
                                "entered", Long.toString(enrolment.at()))));
            }
        }
    }
}
