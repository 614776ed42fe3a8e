package dev.mql.admin.page.feedback;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.cart.Feedback;
import dev.mql.engine.Leads;
import dev.mql.store.Effect;
import java.math.BigDecimal;
import java.util.List;

/** The latest answers. Their words are read from the lead itself, so they are gone when the lead is. May block. */
public final class Answers {
    private final Leads leads;

    public Answers(Leads leads) {
        this.leads = leads;
    }

    /** @param base the site's root, for links */
    public List<FeedbackView.Answer> latest(int limit, String base, Show show) {
        return leads.effects(Effect.FEEDBACK, limit).stream()
                .map(effect -> answer(effect, base, show))
                .toList();
    }

    private FeedbackView.Answer answer(Effect effect, String base, Show show) {
        String cart = effect.fields().getOrDefault("cart", "");
        String text = leads.get(effect.lead())
                .flatMap(lead -> lead.cart(cart))
                .map(found -> found.feedback())
                .filter(feedback -> feedback.at() == effect.at())
                .map(Feedback::text)
                .orElse("");
        return new FeedbackView.Answer(
                base + "/leads/" + effect.lead(),
                Words.answer(effect.fields().getOrDefault("reason", "other")),
                text,
                value(effect),
                show.when(effect.at()));
    }

    private static String value(Effect effect) {
        try {
            return Show.money(
                    new BigDecimal(effect.fields().getOrDefault("value", "")),
                    effect.fields().getOrDefault("currency", ""));
        } catch (NumberFormatException none) {
            return "";
        }
    }
}
