package dev.mql.servlet.gate;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Refusal;
import dev.mql.event.Source;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests count: those of people, in numbers that people make. All that it knows is in fixed room of this process, so it holds
 * while the store is away and whatever strangers send. Thread-safe; waits for nothing.
 */
public final class Gate {
    private static final int VISITORS = 1 << 16;
    private static final int NETWORKS = 1 << 14;
    /** A visitor whom nobody has seen costs room, so of these there may come fewer. */
    private static final int NEW_VISITOR = 10;

    private final Mql mql;
    private final List<String> refused;
    private final Agents agents;
    private final Proxies proxies;
    private final @Nullable Pace pace;
    private final Buckets visitors;
    private final Buckets networks;
    private final Buckets node;
    /** Nobody can choose whose place in the tables to take. */
    private final long seed = ThreadLocalRandom.current().nextLong();

    /**
     * What does not count because there is too much of it.
     *
     * @param seconds after which there is room again
     */
    public record Over(Refusal reason, long seconds) {}

    /** @throws dev.mql.config.ConfigException if a trusted proxy is no address */
    public Gate(Mql mql) {
        Config config = mql.config();
        this.mql = mql;
        refused = config.get(Settings.BOTS_REFUSE);
        agents = new Agents(config.get(Settings.BOTS_ALLOW).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList());
        proxies = new Proxies(config);
        // Nobody asks the visitors of a load test.
        boolean load = config.get(Settings.TRUST_UNSIGNED);
        int views = refuses(Refusal.TOO_FAST) ? config.get(Settings.BOTS_PAGE_VIEWS) : 0;
        int paths = refuses(Refusal.TOO_BROAD) ? config.get(Settings.BOTS_PATHS) : 0;
        pace = load || views == 0 && paths == 0 ? null : new Pace(views, paths);
        visitors = new Buckets(VISITORS, load ? 0 : config.get(Settings.LIMIT_VISITOR));
        networks = new Buckets(NETWORKS, load ? 0 : config.get(Settings.LIMIT_PREFIX));
        node = new Buckets(1, 60L * config.get(Settings.LIMIT_NODE));
    }

    /** Whether this kind of machine is refused. */
    boolean refuses(Refusal kind) {
        return refused.contains(kind.word());
    }

    /** Why a request is a machine's, by what it says of itself; {@code null} if nothing speaks against a person. */
    public @Nullable Refusal machine(HttpServletRequest request) {
        Refusal refusal = byAgent(request);
        if (refusal == null && inAdvance(request)) {
            refusal = Refusal.PREFETCH;
        }
        return refusal != null && refuses(refusal) ? refusal : null;
    }

    /** The browser asks in case that somebody comes to see it. */
    private static boolean inAdvance(HttpServletRequest request) {
        return early(request.getHeader("Sec-Purpose"))
                || early(request.getHeader("Purpose"))
                || early(request.getHeader("X-Moz"));
    }

    private static boolean early(@Nullable String purpose) {
        return purpose != null && (purpose.contains("prefetch") || purpose.contains("prerender"));
    }

    private @Nullable Refusal byAgent(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        if (agent == null) {
            return null;
        }
        Agents.Known known = agents.known(agent);
        if (known.refusal() != null || known.welcome()) {
            return known.refusal();
        }
        String brands = request.getHeader("Sec-CH-UA");
        return brands != null && brands.contains("Headless") ? Refusal.HEADLESS : null;
    }

    /**
     * Takes a browser's events into account.
     *
     * @param visitor {@code null} if nobody has seen this browser before
     * @return {@code null} if there is room for them
     */
    public @Nullable Over over(HttpServletRequest request, @Nullable String visitor, int count) {
        return over(
                request,
                visitor != null,
                visitor == null ? 0 : hash(visitor),
                count,
                mql.clock().millis());
    }

    private @Nullable Over over(HttpServletRequest request, boolean known, long visitor, int count, long now) {
        long wait = known ? visitors.take(visitor, count, now) : 0;
        if (wait > 0) {
            return new Over(Refusal.RATE_VISITOR, seconds(wait));
        }
        long prefix = proxies.prefix(request);
        wait = prefix == 0 ? 0 : networks.take(mixed(prefix), known ? count : NEW_VISITOR, now);
        if (wait > 0) {
            return new Over(Refusal.RATE_PREFIX, seconds(wait));
        }
        wait = node.take(0, count, now);
        return wait > 0 ? new Over(Refusal.RATE_NODE, seconds(wait)) : null;
    }

    private static long seconds(long millis) {
        return (millis + 999) / 1_000;
    }

    /**
     * Takes a request of the shop into account.
     *
     * @param visitor {@code null} if nobody has seen this browser before
     * @param page whether it shows a page
     * @return why it does not count; {@code null} if it does
     */
    public @Nullable Refusal request(HttpServletRequest request, @Nullable String visitor, boolean page, String path) {
        long now = mql.clock().millis();
        long hash = visitor == null ? 0 : hash(visitor);
        Refusal machine = visitor == null ? null : page ? view(visitor, hash, false, path, now) : machine(hash, now);
        Over over = machine == null ? over(request, visitor != null, hash, 1, now) : null;
        return over == null ? machine : over.reason();
    }

    /** Why a visitor was taken for a machine within the hour, by what it did; {@code null} if it was not. */
    public @Nullable Refusal machine(String visitor) {
        return pace == null ? null : machine(hash(visitor), mql.clock().millis());
    }

    private @Nullable Refusal machine(long visitor, long now) {
        Pace.Machine found = pace == null ? null : pace.known(visitor, now);
        return found == null ? null : found.reason();
    }

    /**
     * Counts a page view that the beacon has seen.
     *
     * @return why the visitor is taken for a machine; {@code null} for a person
     */
    public @Nullable Refusal view(String visitor, String path) {
        return pace == null
                ? null
                : view(visitor, hash(visitor), true, path, mql.clock().millis());
    }

    /** Of a visitor who proves to be a machine by it, what it did since it began comes to count for nothing. */
    private @Nullable Refusal view(String visitor, long hash, boolean beacon, String path, long now) {
        Pace.Machine found = pace == null ? null : pace.view(hash, beacon, hash(path), now);
        if (found == null) {
            return null;
        }
        if (found.news()) {
            Props since = Props.of(
                    Map.of("since", found.since(), "reason", found.reason().word()));
            mql.track(Event.of(EventId.at(now), visitor, EventType.MACHINE, now, Source.SYSTEM, null, since));
        }
        return found.reason();
    }

    private long hash(String text) {
        long hash = seed;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mixed(hash);
    }

    /** The last step of SplitMix64: every bit depends on every bit. */
    private long mixed(long value) {
        long z = value + seed;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
