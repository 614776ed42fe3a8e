package dev.mql.admin.page.handoff;

import dev.mql.lead.Handoff.Verdict;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What sales made of the MQLs it was given in a time.
 *
 * @param accepted how many it took on, at once or as an opportunity
 * @param rejected how many it did not
 * @param waited median time to that word, in milliseconds
 * @param reasons why it rejected, the most frequent first
 * @param versions the same by version of the scoring, the newest first
 */
record Outcomes(int accepted, int rejected, long waited, List<Count> reasons, List<Version> versions) {
    private static final int ENOUGH = 10;
    private static final double TOO_MANY = 0.4;

    record Count(String reason, int count) {}

    record Version(int version, int accepted, int rejected) {}

    /**
     * @param effects of kind {@link Effect#HANDOFF}
     * @param since what was said before does not count; milliseconds since 1970 UTC
     */
    static Outcomes of(List<Effect> effects, long since) {
        int accepted = 0;
        int rejected = 0;
        List<Long> waits = new ArrayList<>();
        Map<String, Integer> reasons = new TreeMap<>();
        Map<Integer, int[]> versions = new TreeMap<>(Comparator.reverseOrder());
        for (Effect effect : effects) {
            String verdict = effect.fields().getOrDefault("verdict", "");
            boolean yes = verdict.equals(Verdict.ACCEPTED.word());
            boolean no = verdict.equals(Verdict.REJECTED.word());
            if (effect.at() < since || !yes && !no) {
                continue;
            }
            accepted += yes ? 1 : 0;
            rejected += no ? 1 : 0;
            waits.add(Long.parseLong(effect.fields().getOrDefault("waited", "0")));
            int[] version = versions.computeIfAbsent(
                    Integer.valueOf(effect.fields().getOrDefault("model", "0")), v -> new int[2]);
            version[yes ? 0 : 1]++;
            if (no) {
                reasons.merge(effect.fields().getOrDefault("reason", ""), 1, Integer::sum);
            }
        }
        waits.sort(Comparator.naturalOrder());
        return new Outcomes(
                accepted,
                rejected,
                waits.isEmpty() ? 0 : waits.get(waits.size() / 2),
                reasons.entrySet().stream()
                        .map(e -> new Count(e.getKey(), e.getValue()))
                        .sorted(Comparator.comparingInt((Count c) -> -c.count()))
                        .toList(),
                versions.entrySet().stream()
                        .map(e -> new Version(e.getKey(), e.getValue()[0], e.getValue()[1]))
                        .toList());
    }

    int all() {
        return accepted + rejected;
    }

    /** 0 to 100, whole. */
    static long share(int part, int all) {
        return all == 0 ? 0 : Math.round(100.0 * part / all);
    }

    /** Whether so many are rejected that the definition of an MQL is wrong rather than the leads. */
    boolean definitionIsWrong() {
        return all() >= ENOUGH && rejected > TOO_MANY * all();
    }
}
