package dev.mql.acquisition;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Texts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the address of the first page of a visit, and from the page before it, where somebody comes from. What a link says of
 * itself ({@code utm_…}) wins over the id of an advertiser's click, and that over the referring site. Nothing that may hold an
 * address of a person is kept. Thread-safe, never throws for what a stranger sends.
 */
public final class Arrival {
    static final String SOURCE = "source";
    static final String MEDIUM = "medium";
    static final String CAMPAIGN = "campaign";
    static final String TERM = "term";
    static final String CONTENT = "content";
    static final String CLICK_ID = "click_id";
    static final String NOT_SET = "(not set)";
    static final int MAX_TEXT = 100;

    private static final int MAX_QUERY = 4_096;
    private static final Map<String, String> WORDS = Map.of(
            "utm_source", SOURCE,
            "utm_medium", MEDIUM,
            "utm_campaign", CAMPAIGN,
            "utm_term", TERM,
            "utm_content", CONTENT);

    /** Hosts that shoppers only come back from: payment, log-in. */
    private final List<String> unwanted;

    /** @param unwanted hosts that send nobody, with all below them; in lower case */
    Arrival(List<String> unwanted) {
        this.unwanted = List.copyOf(unwanted);
    }

    /** For a shop: it sends nobody to itself, nor do those whom it lists. */
    public static Arrival of(Config config) {
        Stream<String> listed =
                config.get(Settings.IGNORED_REFERRERS).stream().map(host -> host.toLowerCase(Locale.ROOT));
        String own = config.isSet(Settings.BASE_URL) ? referring(config.get(Settings.BASE_URL)) : null;
        return new Arrival(Stream.concat(listed, Stream.ofNullable(own)).toList());
    }

    /**
     * The event that says so: {@code ad_click} where the shop paid for it, else {@code campaign_details}. Whoever reads the same view
     * makes the same event.
     *
     * @param view the page view
     * @param query behind the path, without its question mark
     * @param referrer the address of the page before, as the browser sends it
     * @param host of the shop, with what follows it or without; links within it are none
     * @return {@code null} if nobody sent them
     */
    public @Nullable Event read(Event view, @Nullable String query, @Nullable String referrer, @Nullable String host) {
        Map<String, Object> said = query == null ? Map.of() : said(query);
        if (said.isEmpty()) {
            if (referrer != null && host != null && within(referrer, host)) {
                return null;
            }
            String from = referrer == null ? null : referring(referrer);
            if (from == null || host != null && from.equals(host(host, 0)) || isUnwanted(from)) {
                return null;
            }
            said = Map.of(SOURCE, Sites.source(from), MEDIUM, Sites.kind(from).medium());
        }
        Channel channel = Channel.of(text(said, SOURCE), text(said, MEDIUM), (String) said.get(CLICK_ID));
        String type = channel.paid() ? EventType.AD_CLICK : EventType.CAMPAIGN_DETAILS;
        EventId id = EventId.parse("arrival " + view.id());
        return Event.of(id, view.visitor(), type, view.at(), view.source(), view.url(), Props.of(said));
    }

    /** Whether the page before is at the very host; so are most, and no text is made to see it. */
    private static boolean within(String referrer, String host) {
        int from = referrer.indexOf("://") + 3;
        int end = from + host.length();
        return from > 3
                && !host.isEmpty()
                && referrer.startsWith(host, from)
                && (end == referrer.length() || "/?#".indexOf(referrer.charAt(end)) >= 0);
    }

    private static String text(Map<String, Object> said, String name) {
        return said.getOrDefault(name, NOT_SET).toString();
    }

    private static Map<String, Object> said(String query) {
        if (!query.contains("utm_")
                && query.indexOf("id=") < 0
                && query.indexOf("raid=") < 0
                && !query.contains("epik=")) {
            return Map.of();
        }
        Map<String, Object> said = new HashMap<>();
        String clickedAt = null;
        for (String pair :
                query.substring(0, Math.min(query.length(), MAX_QUERY)).split("&", 100)) {
            int equals = pair.indexOf('=');
            String name = pair.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT);
            String word = WORDS.get(name);
            boolean clicked = word == null && clickedAt == null && ClickIds.known(name);
            String value = word != null || clicked ? value(pair.substring(equals + 1)) : null;
            if (value != null && clicked) {
                clickedAt = name;
                said.put(CLICK_ID, Texts.cut(name + ':' + value, MAX_TEXT));
            } else if (value != null && word != null) {
                boolean folded = word.equals(SOURCE) || word.equals(MEDIUM);
                said.putIfAbsent(word, Texts.cut(folded ? value.toLowerCase(Locale.ROOT) : value, MAX_TEXT));
            }
        }
        if (clickedAt != null && !said.containsKey(SOURCE)) {
            said.put(SOURCE, ClickIds.source(clickedAt));
            said.putIfAbsent(MEDIUM, ClickIds.medium(clickedAt));
        }
        return said;
    }

    /** {@code null} for what is empty, broken, or may be somebody's address. */
    private static @Nullable String value(String encoded) {
        try {
            String plain = Texts.plain(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
            return plain.isEmpty() || plain.indexOf('@') >= 0 || plain.indexOf('\uFFFD') >= 0 ? null : plain;
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    private boolean isUnwanted(String host) {
        return unwanted.stream().anyMatch(each -> host.equals(each) || host.endsWith('.' + each));
    }

    /** The host of the page before; {@code null} if that is no page of the web, nor an app that names itself. */
    private static @Nullable String referring(String address) {
        int scheme = address.indexOf("://");
        return scheme > 0 && (address.startsWith("http") || address.startsWith("android-app"))
                ? host(address, scheme + 3)
                : null;
    }

    /** In lower case, without port and without "www."; {@code null} if it can be none. */
    private static @Nullable String host(String given, int from) {
        int end = from;
        while (end < given.length() && "/?#:".indexOf(given.charAt(end)) < 0) {
            end++;
        }
        String host = given.substring(from, end).toLowerCase(Locale.ROOT);
        if (host.startsWith("www.")) {
            host = host.substring(4);
        }
        return !host.isEmpty() && host.length() <= MAX_TEXT && host.chars().allMatch(Arrival::ofAName) ? host : null;
    }

    private static boolean ofAName(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }
}
