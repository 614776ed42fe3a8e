package dev.mql.nurture.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * A question that mails and pages ask, and the answers they offer, each by the code under which it is stored: why somebody did not buy,
 * or how content they are with an order. Immutable.
 */
public final class Reasons {
    private static final List<String> OURS = List.of(
            "price",
            "shipping_cost",
            "delivery_time",
            "trust",
            "only_looking",
            "payment",
            "bought_elsewhere",
            "technical",
            "other");

    /** Why somebody did not buy, as long as the shop has no list of its own. */
    public static final Reasons USUAL = new Reasons(OURS, Map.of());

    /** How content somebody is with an order. */
    public static final Reasons SATISFACTION =
            new Reasons("page.satisfaction.", List.of("satisfied", "neutral", "unsatisfied"), Map.of());

    private static final int MOST_IN_MAIL = 6;

    private final String page;
    private final List<String> codes;
    private final Map<String, Map<String, String>> wordings;

    /**
     * The shop's own list of why somebody did not buy.
     *
     * @param codes at least one, in the order in which they are offered
     * @param wordings by code, then by language; each code that is none of {@linkplain #isOurs ours} needs one
     */
    public Reasons(List<String> codes, Map<String, Map<String, String>> wordings) {
        this("page.reasons.", codes, wordings);
    }

    private Reasons(String page, List<String> codes, Map<String, Map<String, String>> wordings) {
        this.page = page;
        this.codes = List.copyOf(new LinkedHashSet<>(codes));
        this.wordings = Map.copyOf(wordings);
    }

    /** Whether we have words of our own for an answer. */
    public static boolean isOurs(String code) {
        return OURS.contains(code);
    }

    public List<String> codes() {
        return codes;
    }

    /** The few that fit into a mail; the page behind them offers all. */
    List<String> inMail() {
        if (codes.size() <= MOST_IN_MAIL) {
            return codes;
        }
        List<String> few = new ArrayList<>(codes.subList(0, MOST_IN_MAIL - 1));
        few.add(codes.get(codes.size() - 1));
        return few;
    }

    /** Beginning of the keys of the question's own words. */
    String page() {
        return page;
    }

    /** The answer as a reader sees it: in the shop's words for the language, else in ours, else in the shop's words for another one. */
    String say(String code, Words words) {
        Map<String, String> own = wordings.getOrDefault(code, Map.of());
        String said = own.get(words.locale().getLanguage());
        if (said == null && !isOurs(code)) {
            said = own.containsKey("en")
                    ? own.get("en")
                    : own.values().stream().sorted().findFirst().orElse(null);
        }
        if (said != null) {
            return Plain.line(said, 80);
        }
        return words.say(this == SATISFACTION ? page + code : "reason." + code);
    }
}
