package dev.mql.admin.page.feedback;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Feedback;
import dev.mql.engine.Leads;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.Effect;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answers of a time with what their leads tell of them; what was erased with a lead is not here any more. May block. */
final class Facts {
    static final int MOST = 5_000;

    private final Leads leads;

    Facts(Leads leads) {
        this.leads = leads;
    }

    /** @param since milliseconds since 1970 UTC */
    List<Fact> since(long since) {
        List<Effect> effects = leads.effects(Effect.FEEDBACK, MOST).stream()
                .filter(effect -> effect.at() >= since)
                .toList();
        Map<LeadId, Lead> known = new HashMap<>();
        leads.all(effects.stream().map(Effect::lead).distinct().toList()).forEach(lead -> known.put(lead.id(), lead));
        Set<String> answered = new HashSet<>();
        List<Fact> facts = new ArrayList<>();
        for (Effect effect : effects) {
            Lead lead = known.computeIfAbsent(effect.lead(), id -> leads.get(id).orElse(null));
            // Newest first: of two answers about one cart the last one holds.
            if (lead != null && answered.add(lead.id() + " " + effect.fields().get("cart"))) {
                facts.add(fact(effect, lead));
            }
        }
        return facts;
    }

    private static Fact fact(Effect effect, Lead lead) {
        Cart cart = lead.cart(effect.fields().getOrDefault("cart", "")).orElse(null);
        Feedback answer = cart == null ? null : cart.feedback();
        return new Fact(
                lead.id().toString(),
                effect.at(),
                effect.fields().getOrDefault("reason", "other"),
                value(effect),
                effect.fields().getOrDefault("currency", ""),
                cart == null
                        ? List.of()
                        : cart.lines().stream().map(CartLine::name).toList(),
                lead.acquisition() == null
                        ? "Direct, or not known"
                        : lead.acquisition().last().channel().words(),
                answer != null && answer.at() == effect.at() ? answer.text() : "");
    }

    private static @Nullable BigDecimal value(Effect effect) {
        try {
            return new BigDecimal(effect.fields().getOrDefault("value", ""));
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
