package dev.mql.acquisition;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters by which advertisers name one click. */
final class ClickIds {
    /**
     * @param paid whether it stands behind advertisements only; some networks put theirs behind every link that leads out of them
     */
    private record Advertiser(String source, String medium, boolean paid) {}

    private static final Map<String, Advertiser> BY_PARAMETER = Map.ofEntries(
            Map.entry("gclid", new Advertiser("google", "cpc", true)),
            Map.entry("gbraid", new Advertiser("google", "cpc", true)),
            Map.entry("wbraid", new Advertiser("google", "cpc", true)),
            Map.entry("dclid", new Advertiser("google", "display", true)),
            Map.entry("msclkid", new Advertiser("bing", "cpc", true)),
            Map.entry("yclid", new Advertiser("yandex", "cpc", true)),
            Map.entry("ttclid", new Advertiser("tiktok", "paid_social", true)),
            Map.entry("twclid", new Advertiser("x", "paid_social", true)),
            Map.entry("li_fat_id", new Advertiser("linkedin", "paid_social", true)),
            Map.entry("rdt_cid", new Advertiser("reddit", "paid_social", true)),
            Map.entry("epik", new Advertiser("pinterest", "paid_social", true)),
            Map.entry("sccid", new Advertiser("snapchat", "paid_social", true)),
            Map.entry("fbclid", new Advertiser("facebook", "social", false)),
            Map.entry("igshid", new Advertiser("instagram", "social", false)));

    private ClickIds() {}

    /** @param parameter in lower case */
    static boolean known(String parameter) {
        return BY_PARAMETER.containsKey(parameter);
    }

    static String source(String parameter) {
        return advertiser(parameter).source();
    }

    static String medium(String parameter) {
        return advertiser(parameter).medium();
    }

    private static Advertiser advertiser(String parameter) {
        Advertiser advertiser = BY_PARAMETER.get(parameter);
        if (advertiser == null) {
            throw new IllegalArgumentException(parameter);
        }
        return advertiser;
    }

    /** @param clickId as in {@link TrafficSource#clickId()} */
    static boolean paid(@Nullable String clickId) {
        int colon = clickId == null ? -1 : clickId.indexOf(':');
        Advertiser advertiser = clickId == null || colon < 0 ? null : BY_PARAMETER.get(clickId.substring(0, colon));
        return advertiser != null && advertiser.paid();
    }
}
