package dev.mql.engine;

import dev.mql.lead.LeadId;
import dev.mql.lead.Stage;
import dev.mql.scoring.Scorer;
import dev.mql.store.Effect;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the published model and the challenger made of the same visitors since the trial began. Leads that were an MQL or more when it
 * began count on neither side.
 *
 * @param number of the challenger
 * @param since when the trial began, milliseconds since 1970 UTC
 * @param published what the published model made
 * @param challenger what the challenger would have made
 * @param both how many leads both made an MQL
 * @param whole whether the log reaches back to the beginning; if not, the figures are at least these
 */
public record Trial(int number, long since, Side published, Side challenger, int both, boolean whole) {
    /** MQLs of each side from which on a comparison says more than chance. */
    public static final int ENOUGH = 30;

    private static final int LATEST = 20_000;
    /** So many effects the log of a shard keeps at least. */
    private static final int KEPT = 2_000;

    private static final Set<String> QUALIFIED =
            Set.of(Stage.MQL.word(), Stage.SAL.word(), Stage.SQL.word(), Stage.CUSTOMER.word());

    /**
     * @param mqls leads that became an MQL
     * @param bought how many of them bought afterwards
     */
    public record Side(int mqls, int bought) {

        /** How many of a hundred bought; 0 without any lead. */
        public double percent() {
            return mqls == 0 ? 0 : 100.0 * bought / mqls;
        }
    }

    public boolean tooEarly() {
        return Math.min(published.mqls(), challenger.mqls()) < ENOUGH;
    }

    /**
     * The trial that goes on; empty if there is none. Blocks.
     *
     * @throws dev.mql.store.StoreException while the store is away
     */
    public static Optional<Trial> running(Models models, Leads leads) {
        Scorer challenger = models.challenger();
        if (challenger == null) {
            return Optional.empty();
        }
        List<Effect> stages = leads.effects(Effect.STAGE, LATEST);
        List<Effect> shadows = leads.effects(Effect.SHADOW, LATEST);
        long since = challenger.model().publishedAt();
        return Optional.of(of(
                challenger.model().version(),
                since,
                stages,
                shadows,
                leads.effects(Effect.ORDER, LATEST),
                reaches(stages, since) && reaches(shadows, since)));
    }

    private static boolean reaches(List<Effect> latest, long since) {
        return latest.size() < KEPT || latest.stream().anyMatch(e -> e.at() <= since);
    }

    /** @param whole whether the stage changes and shadows reach back to {@code since} */
    static Trial of(
            int number, long since, List<Effect> stages, List<Effect> shadows, List<Effect> orders, boolean whole) {
        Set<LeadId> before = new HashSet<>();
        Map<LeadId, Long> published = new HashMap<>();
        stages.stream().sorted(Comparator.comparingLong(Effect::at)).forEach(change -> {
            String to = change.fields().getOrDefault("to", "");
            if (change.at() >= since) {
                if (to.equals(Stage.MQL.word()) && !before.contains(change.lead())) {
                    published.putIfAbsent(change.lead(), change.at());
                }
            } else if (QUALIFIED.contains(to)) {
                before.add(change.lead());
            } else {
                before.remove(change.lead());
            }
        });
        Map<LeadId, Long> challenger = new HashMap<>();
        for (Effect shadow : shadows) {
            boolean mine = Integer.toString(number).equals(shadow.fields().get("challenger"));
            if (mine && "in".equals(shadow.fields().get("to")) && !before.contains(shadow.lead())) {
                challenger.merge(shadow.lead(), shadow.at(), Math::min);
            }
        }
        Map<LeadId, Long> bought = new HashMap<>();
        orders.forEach(order -> bought.merge(order.lead(), order.at(), Math::max));
        int both = (int)
                published.keySet().stream().filter(challenger::containsKey).count();
        return new Trial(number, since, side(published, bought), side(challenger, bought), both, whole);
    }

    private static Side side(Map<LeadId, Long> crossings, Map<LeadId, Long> lastOrders) {
        int bought = 0;
        for (Map.Entry<LeadId, Long> crossing : crossings.entrySet()) {
            Long order = lastOrders.get(crossing.getKey());
            if (order != null && order > crossing.getValue()) {
                bought++;
            }
        }
        return new Side(crossings.size(), bought);
    }
}
