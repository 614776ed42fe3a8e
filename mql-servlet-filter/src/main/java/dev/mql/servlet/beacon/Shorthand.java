package dev.mql.servlet.beacon;

import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Texts;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spells out what {@code beacon.js} says in as few bytes as it can: what kind of link was clicked, data attributes as the browser names
 * them, fractions. Whoever posts events of their own may say the same in full.
 */
final class Shorthand {
    private Shorthand() {}

    /** What was meant. */
    record Said(String type, Props props) {}

    /**
     * @param page the address of the page, as far as it is known
     * @return {@code null} if it is nothing: a click on a link within the shop that leads to no file
     */
    static @Nullable Said spelledOut(String type, Props props, @Nullable String page) {
        Props plain = plainNames(props);
        return switch (type) {
            case EventType.CLICK -> click(plain, page);
            case EventType.ENGAGED_TIME -> new Said(type, attention(plain));
            default -> new Said(type, plain);
        };
    }

    /** {@code ItemId}, the browser's name for {@code data-mql-item-id}, is {@code item_id}; {@code Event} was the type. */
    private static Props plainNames(Props props) {
        boolean any = false;
        for (String name : props.names()) {
            any |= ofAttribute(name);
        }
        if (!any) {
            return props;
        }
        Map<String, Object> plain = new HashMap<>();
        for (String name : props.names()) {
            if (!name.equals("Event")) {
                plain.put(ofAttribute(name) ? snake(name) : name, value(props, name));
            }
        }
        return Props.of(plain);
    }

    private static boolean ofAttribute(String name) {
        return name.charAt(0) >= 'A' && name.charAt(0) <= 'Z';
    }

    private static String snake(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT)
                + name.substring(1).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Said click(Props props, @Nullable String page) {
        String url = props.text("link_url");
        Link link = url == null ? null : Link.parse(url);
        if (link == null) {
            // Also where a page names another scheme: nothing of ours may become a link that runs something.
            return new Said(EventType.CLICK, without(props, "link_url"));
        }
        Props said = without(props, "link_url").with("link_url", Texts.cut(link.address(), Props.MAX_TEXT));
        String extension = link.fileExtension();
        if (extension != null) {
            String name = Texts.cut(link.fileName(), 100);
            Props file = said.with("file_extension", extension).with("file_name", name);
            return new Said("file_download", file.text("item_id") == null ? file.with("item_id", name) : file);
        }
        String network = link.network();
        if (network != null) {
            return new Said("social_click", said.with("network", network));
        }
        Link from = page == null ? null : Link.parse(page);
        return from != null && from.host().equals(link.host())
                ? null
                : new Said(
                        EventType.CLICK, said.with("link_domain", link.host()).with("outbound", true));
    }

    /** Whole seconds and per cent. More than the whole page was seen where its root is lower than what is in it: that says nothing. */
    private static Props attention(Props props) {
        Double seconds = props.number("seconds");
        Double scroll = props.number("scroll");
        Props rest = without(without(props, "seconds"), "scroll");
        Props timed = seconds == null || seconds < 0 ? rest : rest.with("seconds", Math.rint(seconds));
        return scroll == null || scroll < 0 || scroll > 110
                ? timed
                : timed.with("scroll", Math.rint(Math.min(scroll, 100)));
    }

    private static Props without(Props props, String left) {
        if (!props.names().contains(left)) {
            return props;
        }
        Map<String, Object> rest = new HashMap<>();
        props.names().stream().filter(name -> !name.equals(left)).forEach(name -> rest.put(name, value(props, name)));
        return Props.of(rest);
    }

    private static Object value(Props props, String name) {
        Object value = props.get(name);
        return value == null ? "" : value;
    }

    /**
     * The address with the path that a router of the page keeps behind {@code #/} or {@code #!/} put where paths stand; other fragments
     * stay where they are.
     */
    static @Nullable String routed(@Nullable String url) {
        int hash = url == null ? -1 : url.indexOf('#');
        if (url == null || hash < 0) {
            return url;
        }
        String route = url.substring(url.startsWith("#!", hash) ? hash + 2 : hash + 1);
        if (!route.startsWith("/")) {
            return url;
        }
        String[] page = url.substring(0, hash).split("\\?", 2);
        String[] way = route.split("\\?", 2);
        String query =
                page.length < 2 ? (way.length < 2 ? "" : way[1]) : page[1] + (way.length < 2 ? "" : '&' + way[1]);
        String path = page[0].endsWith("/") ? page[0].substring(0, page[0].length() - 1) : page[0];
        return path + way[0] + (query.isEmpty() ? "" : '?' + query);
    }
}
