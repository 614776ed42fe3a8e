package dev.mql.scoring;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Models to begin with. In both nothing that can be repeated for free counts without bound: on leads of real shops uncapped page views
 * tell no more than chance, capped ones with engaged minutes and attributes do.
 */
public final class Presets {
    private static final Duration TWO_WEEKS = Duration.ofDays(14);
    private static final ScoringModel.Threshold THRESHOLD = new ScoringModel.Threshold(60, 40, 3);
    private static final Rule ENGAGED =
            Rule.each("engaged_time", 1).follows("seconds", 60, 30).cap(20);
    private static final Rule BROWSED = Rule.each("page_view", 1).cap(10);

    /** Attributes as most shops would read them; each shop knows its own customers better. */
    private static final List<FitRule> FIT = List.of(
            new FitRule(Condition.like("job_title", "**chief**"), 20),
            new FitRule(Condition.like("job_title", "**head of**"), 20),
            new FitRule(Condition.like("job_title", "**director**"), 20),
            new FitRule(Condition.like("job_title", "**owner**"), 20),
            new FitRule(Condition.like("job_title", "**manager**"), 15),
            new FitRule(Condition.like("job_title", "**student**"), -10),
            new FitRule(Condition.like("occupation", "**professional**"), 20),
            new FitRule(
                    Condition.in(
                            "occupation", "employed", "self-employed", "freelancer", "entrepreneur", "business owner"),
                    20),
            new FitRule(Condition.in("occupation", "student", "retired", "unemployed"), 0),
            new FitRule(Condition.atLeast("company_size", 50), 15),
            new FitRule(Condition.atLeast("company_size", 10), 8),
            new FitRule(Condition.in("income_band", "high", "upper"), 15),
            new FitRule(Condition.in("income_band", "middle", "medium"), 8),
            new FitRule(Condition.in("budget", "yes", "approved", "confirmed"), 25),
            new FitRule(Condition.in("authority", "yes", "decision maker", "decides"), 20),
            new FitRule(Condition.in("need", "yes", "urgent", "high"), 20),
            new FitRule(Condition.in("timing", "now", "this month", "this quarter"), 20),
            new FitRule(Condition.in("timing", "this year"), 8));

    private Presets() {}

    /** The presets by the names under which a shop picks them. */
    public static Map<String, ScoringModel> all() {
        return Map.of("small-ticket", smallTicket(), "high-ticket", highTicket());
    }

    /** For shops of small goods: putting something into the cart, an ad click and leaving an address count much. */
    public static ScoringModel smallTicket() {
        return preset(
                TWO_WEEKS,
                List.of(
                        BROWSED,
                        Rule.daily("view_item", 3, 5).cap(15),
                        Rule.daily("search", 2, 3).cap(6),
                        Rule.daily("view_pricing", 8, 2).cap(24),
                        ENGAGED,
                        Rule.daily("add_to_cart", 30, 1),
                        Rule.daily("begin_checkout", 10, 1),
                        Rule.daily("newsletter_signup", 20, 1).cap(20),
                        Rule.daily("address_confirmed", 15, 1).cap(15),
                        Rule.daily("sign_up", 15, 1),
                        Rule.daily("login", 2, 1).cap(10),
                        Rule.daily("generate_lead", 20, 1),
                        Rule.daily("contact_form", 20, 1),
                        Rule.daily("quote_request", 40, 1),
                        Rule.daily("demo_request", 40, 1),
                        Rule.daily("file_download", 5, 2).cap(20),
                        Rule.daily("webinar_signup", 10, 1).cap(20),
                        Rule.daily("webinar_attend", 20, 1).cap(40),
                        Rule.daily("social_click", 3, 1).cap(6),
                        Rule.daily("ad_click", 10, 1).cap(20),
                        Rule.daily("email_click", 5, 1).cap(15),
                        Rule.daily("feedback", 5, 1).cap(10),
                        Rule.each("email_bounce", -10),
                        Rule.each("unsubscribe", -20)),
                "Small goods: cart, ad click and address count most");
    }

    /** For shops of expensive goods: a quote, demo or contact form counts much, one click nearly nothing; interest fades slowly. */
    public static ScoringModel highTicket() {
        return preset(
                Duration.ofDays(30),
                List.of(
                        BROWSED,
                        Rule.daily("view_item", 2, 5).cap(14),
                        Rule.daily("search", 1, 3).cap(4),
                        Rule.daily("view_pricing", 8, 2).cap(24),
                        ENGAGED,
                        Rule.daily("add_to_cart", 12, 1).cap(24),
                        Rule.daily("begin_checkout", 10, 1).cap(20),
                        Rule.daily("newsletter_signup", 8, 1).cap(8),
                        Rule.daily("address_confirmed", 8, 1).cap(8),
                        Rule.daily("sign_up", 10, 1).cap(10),
                        Rule.daily("login", 2, 1).cap(10),
                        Rule.daily("generate_lead", 30, 1).cap(60),
                        Rule.daily("contact_form", 35, 1).cap(70),
                        Rule.daily("quote_request", 50, 1),
                        Rule.daily("demo_request", 45, 1),
                        Rule.daily("file_download", 8, 2).cap(24),
                        Rule.daily("webinar_signup", 12, 1).cap(24),
                        Rule.daily("webinar_attend", 25, 1).cap(50),
                        Rule.daily("social_click", 2, 1).cap(4),
                        Rule.daily("ad_click", 3, 1).cap(6),
                        Rule.daily("email_click", 6, 1).cap(18),
                        Rule.daily("feedback", 5, 1).cap(10),
                        Rule.each("email_bounce", -10),
                        Rule.each("unsubscribe", -20)),
                "Expensive goods: quote, demo and contact forms count most");
    }

    private static ScoringModel preset(Duration halfLife, List<Rule> rules, String note) {
        return ScoringModel.of(halfLife, THRESHOLD, rules)
                .withFit(FIT, Grades.usual(THRESHOLD.in()))
                .withDisqualifiers(List.of(
                        new Disqualifier("Test order", "purchase", List.of(Condition.in("test", "true", "1", "yes"))),
                        new Disqualifier("Staff", "", List.of(Condition.in("staff", "true", "1", "yes")))))
                .published(0, "preset", note, 0);
    }
}
