package dev.mql.scoring;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How leads are scored: one immutable, versioned document that marketing and sales agree on.
 *
 * @param version 1 for the first published model, one more with each; 0 for a draft
 * @param halfLife after which points are worth half
 * @param in score at which a lead becomes an MQL
 * @param out score under which it stops being one; below {@code in}, so that nobody flickers
 * @param minSignals how many different rules must have given points
 * @param rules at most one per event type, at most {@value #MAX_RULES}
 * @param author who published it
 * @param note why
 * @param publishedAt milliseconds since 1970 UTC; 0 for a draft
 */
public record ScoringModel(
        int version,
        Duration halfLife,
        double in,
        double out,
        int minSignals,
        List<Rule> rules,
        String author,
        String note,
        long publishedAt) {

    public static final int MAX_RULES = 100;

    public ScoringModel {
        rules = List.copyOf(rules);
        InvalidModelException.unless(
                halfLife.compareTo(Duration.ofHours(1)) >= 0 && halfLife.compareTo(Duration.ofDays(365)) <= 0,
                "halfLife",
                "must be from 1 hour to 365 days");
        InvalidModelException.unless(
                Double.isFinite(in) && in > 0 && in <= 10_000, "threshold.in", "must be over 0 and at most 10000");
        InvalidModelException.unless(
                Double.isFinite(out) && out > 0 && out <= in,
                "threshold.out",
                "must be over 0 and not above threshold.in, else an MQL would fall out at once");
        InvalidModelException.unless(
                minSignals >= 1 && minSignals <= 20, "threshold.minSignals", "must be from 1 to 20");
        InvalidModelException.unless(
                !rules.isEmpty() && rules.size() <= MAX_RULES, "rules", "must be 1 to " + MAX_RULES + " rules");
        InvalidModelException.unless(
                author.length() <= 100 && note.length() <= 500, "note", "must have at most 500 characters");
        Set<String> events = new HashSet<>();
        for (Rule rule : rules) {
            InvalidModelException.unless(
                    events.add(rule.event()), rule.event(), "has two rules; there may be one per event type");
        }
    }

    /**
     * The preset for shops of small goods: putting something into the cart and leaving an address count much, page views little, and
     * nothing that can be repeated for free counts without bound.
     */
    public static ScoringModel smallTicket() {
        return new ScoringModel(
                0,
                Duration.ofDays(14),
                60,
                40,
                3,
                List.of(
                        new Rule("page_view", 1, 0, 10, 0),
                        new Rule("view_item", 3, 5, 15, 0),
                        new Rule("search", 2, 3, 6, 0),
                        new Rule("view_pricing", 8, 2, 24, 0),
                        new Rule("engaged_time", 1, 0, 20, 60),
                        Rule.daily("add_to_cart", 30, 1),
                        Rule.daily("begin_checkout", 10, 1),
                        new Rule("newsletter_signup", 20, 1, 20, 0),
                        new Rule("address_confirmed", 15, 1, 15, 0),
                        Rule.daily("sign_up", 15, 1),
                        new Rule("login", 2, 1, 10, 0),
                        Rule.daily("generate_lead", 20, 1),
                        Rule.daily("contact_form", 20, 1),
                        Rule.daily("quote_request", 40, 1),
                        Rule.daily("demo_request", 40, 1),
                        new Rule("file_download", 5, 2, 20, 0),
                        new Rule("webinar_signup", 10, 1, 20, 0),
                        new Rule("webinar_attend", 20, 1, 40, 0),
                        new Rule("social_click", 3, 1, 6, 0),
                        new Rule("ad_click", 10, 1, 20, 0),
                        new Rule("email_click", 5, 1, 15, 0),
                        new Rule("feedback", 5, 1, 10, 0),
                        Rule.each("email_bounce", -10),
                        Rule.each("unsubscribe", -20)),
                "preset",
                "Small goods: cart, address and checkout count most",
                0);
    }

    /** The same model as a published version. */
    public ScoringModel published(int newVersion, String newAuthor, String newNote, long at) {
        return new ScoringModel(newVersion, halfLife, in, out, minSignals, rules, newAuthor, newNote, at);
    }

    /** The rule for an event type; {@code null} if it is worth nothing. */
    public @Nullable Rule rule(String event) {
        for (Rule rule : rules) {
            if (rule.event().equals(event)) {
                return rule;
            }
        }
        return null;
    }

    Map<String, Rule> byEvent() {
        Map<String, Rule> byEvent = new HashMap<>();
        rules.forEach(rule -> byEvent.put(rule.event(), rule));
        return byEvent;
    }
}
