package dev.mql.acquisition;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The groups in which marketers compare where leads come from. The order of the rules, and what counts as paid, are those of GA4's
 * default channel group (support.google.com/analytics/answer/9756891), shortened to what a shop's links tell.
 */
public enum Channel {
    PAID_SEARCH("Paid search"),
    PAID_SOCIAL("Paid social"),
    DISPLAY("Display"),
    PAID_OTHER("Other paid"),
    SEARCH("Organic search"),
    SOCIAL("Organic social"),
    AI_ASSISTANT("AI assistant"),
    EMAIL("E-mail"),
    AFFILIATE("Affiliates"),
    SMS("SMS"),
    PUSH("Push notification"),
    REFERRAL("Referral"),
    OTHER("Other");

    private static final Pattern PAID = Pattern.compile("(.*cp.*|ppc|retargeting|paid.*)");
    private static final Set<String> DISPLAYED = Set.of("display", "banner", "expandable", "interstitial", "cpm");
    private static final Set<String> SOCIALS =
            Set.of("social", "social-network", "social-media", "sm", "social network", "social media");
    private static final Set<String> MAILS = Set.of("email", "e-mail", "e_mail", "e mail", "newsletter");
    private static final Set<String> REFERRALS = Set.of("referral", "app", "link");

    private final String words;

    Channel(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** For settings and the API: {@code paid_search}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the shop has paid for the click. */
    public boolean paid() {
        return compareTo(PAID_OTHER) <= 0;
    }

    static Channel of(String source, String medium, @Nullable String clickId) {
        Sites.Kind kind = Sites.kind(source);
        if (DISPLAYED.contains(medium)) {
            return DISPLAY;
        }
        if (PAID.matcher(medium).matches() || ClickIds.paid(clickId)) {
            return switch (kind) {
                case SEARCH -> PAID_SEARCH;
                case SOCIAL -> PAID_SOCIAL;
                default -> PAID_OTHER;
            };
        }
        if (medium.equals("affiliate")) {
            return AFFILIATE;
        }
        if (medium.equals("organic") || kind == Sites.Kind.SEARCH && medium.equals("referral")) {
            return SEARCH;
        }
        if (SOCIALS.contains(medium) || kind == Sites.Kind.SOCIAL) {
            return SOCIAL;
        }
        if (MAILS.contains(medium) || MAILS.contains(source) || kind == Sites.Kind.MAIL) {
            return EMAIL;
        }
        if (kind == Sites.Kind.AI) {
            return AI_ASSISTANT;
        }
        if (medium.equals("sms") || source.equals("sms")) {
            return SMS;
        }
        if (medium.endsWith("push") || medium.contains("mobile") || medium.contains("notification")) {
            return PUSH;
        }
        return REFERRALS.contains(medium) ? REFERRAL : OTHER;
    }
}
