package dev.mql.admin.page;

import dev.mql.admin.web.Assets;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.User;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Puts a view into its template and the frame around it. Thread-safe. */
public final class Pages {
    /** Remembers the chosen colours: {@code light} or {@code dark}. */
    public static final String THEME_COOKIE = "mql_theme";

    private static final String ZONE_COOKIE = "mql_zone";

    private final Templates templates = new Templates();
    private final Assets assets;
    private final InstantSource clock;
    private final BooleanSupplier mails;

    /** @param mails whether there are series of mails to be shown; asked for each page */
    public Pages(Assets assets, InstantSource clock, BooleanSupplier mails) {
        this.assets = assets;
        this.clock = clock;
        this.mails = mails;
    }

    /**
     * What the layout shows around a page. Public, as all views are, because templates read them.
     *
     * @param theme {@code light}, {@code dark}, or {@code null} to follow the system
     * @param path the page's own address
     */
    public record Frame(
            String title,
            String base,
            String assets,
            String path,
            List<Item> nav,
            String user,
            boolean canSignOut,
            String csrf,
            @Nullable String theme) {}

    /** A line of the rail. */
    public record Item(String label, String href, String icon, boolean current) {}

    /** A page in its frame. */
    public Reply page(Call call, int status, String template, String title, Object view) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("frame", frame(call, title));
        variables.put("view", view);
        return Reply.html(status, templates.render(template, variables));
    }

    /** A page without a frame, for those who are not signed in. */
    public Reply alone(int status, String template, String base, Object view) {
        return Reply.html(
                status, templates.render(template, Map.of("base", base, "assets", base + assets.path(), "view", view)));
    }

    public Reply failure(Failure failure, String base) {
        return alone(failure.status(), "message", base, failure);
    }

    /** How numbers and times are shown to the one who asks. */
    public Show show(Call call) {
        return new Show(clock.millis(), zone(call));
    }

    /** Where the reader is; UTC as long as the browser has not said it. */
    public static ZoneId zone(Call call) {
        String zone = call.cookie(ZONE_COOKIE);
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }

    private Frame frame(Call call, String title) {
        User user = call.user();
        String base = call.base();
        String theme = call.cookie(THEME_COOKIE);
        return new Frame(
                title,
                base,
                base + assets.path(),
                call.route().method().equals("GET") ? call.place() : "",
                rail(call),
                user.name(),
                user.canSignOut(),
                user.csrf(),
                "light".equals(theme) || "dark".equals(theme) ? theme : null);
    }

    private List<Item> rail(Call call) {
        List<Item> rail = new ArrayList<>();
        rail.add(item(call, "Overview", "", "M2.500 15.500v-5M7 15.500v-9M11.500 15.500v-6M15.500 15.500v-13"));
        rail.add(item(
                call,
                "Leads",
                "/leads",
                "M9 8.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3 15.500c.5-3 2.800-4.500 6-4.500s5.500 1.500 6 4.500"));
        rail.add(item(call, "Hand-off", "/handoff", "M2.500 9h9M8.500 5.500l3.500 3.500-3.500 3.500M15.500 3.500v11"));
        rail.add(item(
                call,
                "Carts",
                "/carts",
                "M2 3h2l1.800 8.500h7.700L15.500 5.500H4.600M6.500 15a.75.75 0 1 0 0-1.500.75.75 0 0 0 0 1.500ZM13 15a.75.75 0 1 0"
                        + " 0-1.500.75.75 0 0 0 0 1.500Z"));
        if (mails.getAsBoolean()) {
            rail.add(item(
                    call,
                    "Series",
                    "/series",
                    "M3.500 4.500h.01M3.500 9h.01M3.500 13.500h.01M7 4.500h8.500M7 9h8.500M7 13.500h5"));
            rail.add(item(
                    call,
                    "Texts",
                    "/texts",
                    "M2.500 4h13a.5.5 0 0 1 .5.5v9a.5.5 0 0 1-.5.5h-13a.5.5 0 0 1-.5-.5v-9a.5.5 0 0"
                            + " 1 .5-.5ZM2.500 5l6.500 5 6.500-5"));
        }
        rail.add(
                item(call, "Scoring", "/scoring", "M2.500 5h7M13.500 5h2M2.500 13h2M8.500 13h7M11.500 3v4M6.500 11v4"));
        rail.add(item(
                call,
                "Feedback",
                "/feedback",
                "M3.500 3.500h11a1 1 0 0 1 1 1v6.500a1 1 0 0 1-1 1H8.500l-3.500 3v-3H3.500a1 1 0 0 1-1-1V4.500a1 1 0 0 1"
                        + " 1-1Z"));
        return rail;
    }

    private static Item item(Call call, String label, String path, String icon) {
        String place = call.place().equals("/") ? "" : call.place();
        boolean current = path.isEmpty() ? place.isEmpty() : place.equals(path) || place.startsWith(path + "/");
        return new Item(label, call.base() + path, icon, current);
    }
}
