package dev.mql.admin.page.carts;

import dev.mql.admin.page.Show;
import dev.mql.cart.Cart;
import dev.mql.engine.Leads;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The latest carts that were left, each once. Those that their lead does not know any more are left out. May block. */
public final class LeftCarts {
    private final Leads leads;

    public LeftCarts(Leads leads) {
        this.leads = leads;
    }

    /** @param at when it was found to be left, milliseconds since 1970 UTC */
    public record Left(Lead lead, Cart cart, long at, Fate fate) {}

    /** Newest first. */
    public List<Left> latest(int limit, Show show) {
        List<Effect> effects = leads.effects(Effect.CART, limit);
        Map<LeadId, Lead> known = new HashMap<>();
        leads.all(effects.stream().map(Effect::lead).distinct().toList()).forEach(lead -> known.put(lead.id(), lead));
        Set<String> seen = new HashSet<>();
        List<Left> left = new ArrayList<>();
        for (Effect effect : effects) {
            Lead lead = known.computeIfAbsent(effect.lead(), id -> leads.get(id).orElse(null));
            Optional<Cart> cart =
                    lead == null ? Optional.empty() : lead.cart(effect.fields().getOrDefault("cart", ""));
            if (cart.isPresent() && seen.add(lead.id() + " " + cart.get().id())) {
                left.add(new Left(lead, cart.get(), effect.at(), Fate.of(lead, cart.get(), show)));
            }
        }
        return left;
    }
}
