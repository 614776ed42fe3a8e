package dev.mql.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.servlet.MqlFilter;
import jakarta.servlet.FilterChain;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the filter adds to a request of the shop, on the thread of that request: each round serves a burst of requests by the bare chain
 * and one through the filter, and counts the difference. Between bursts the events that came of it are committed, so that no queue is
 * full. A profiler of the whole process would count the ingest thread in; so this reads what the one thread used.
 */
final class FilterBench implements Benchmark {
    private static final int BURST = 2_000;
    private static final int WARM_UP = 150;
    private static final int ROUNDS = 301;
    private static final Map<String, String> BROWSER = Map.of(
            "User-Agent",
                    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
            "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Sec-Fetch-Mode", "navigate",
            "Sec-Fetch-Dest", "document");

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private int served;

    @Override
    public List<Figure> run() throws Exception {
        try (Mql mql = Mql.builder().config(Config.of(settings())).build()) {
            MqlFilter filter = FakeShop.filter(mql);
            FakeShop.Response response = new FakeShop.Response();
            FilterChain shop = (request, answer) -> served++;
            FakeShop.Request page = new FakeShop.Request("GET", "/product/1742", BROWSER, Map.of());
            filter.doFilter(page, response, shop);
            List<FakeShop.Request> requests = List.of(
                    new FakeShop.Request("GET", "/images/1742/large.webp", headers("image/webp", "no-cors"), Map.of()),
                    page,
                    new FakeShop.Request(
                            "POST",
                            "/cart/add",
                            headers("application/json", "cors"),
                            Map.of("productId", "1742", "quantity", "2")));
            String cookie = String.valueOf(response.cookie);
            requests.forEach(request ->
                    request.cookie("mql_vid", cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'))));
            List<String> names = List.of("unmatched", "page_view", "matched");
            List<Rounds<Cost>> rounds = List.of(new Rounds<>(), new Rounds<>(), new Rounds<>());
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (int i = 0; i < requests.size(); i++) {
                    FakeShop.Request request = requests.get(i);
                    Cost bare = cost(() -> shop.doFilter(request.again(), response));
                    Cost filtered = cost(() -> filter.doFilter(request.again(), response, shop));
                    mql.awaitIdle(Duration.ofMinutes(1));
                    if (round >= 0) {
                        rounds.get(i).add(filtered.minus(bare));
                    }
                }
            }
            if (mql.counters().value("events.dropped") > 0) {
                throw new IllegalStateException(
                        "events were dropped: " + mql.counters().all());
            }
            List<Figure> figures = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                Figure nanos = Figure.lower(
                        "filter." + names.get(i) + ".ns", rounds.get(i).median(Cost::nanos), "ns");
                Figure bytes = Figure.lower(
                        "filter." + names.get(i) + ".bytes", rounds.get(i).median(Cost::bytes), "B");
                figures.add(i == 0 ? nanos.goal(1_000) : nanos);
                figures.add(i == 0 ? bytes.goal(200) : bytes);
            }
            return figures;
        }
    }

    /** The rules of a usual shop, the one that will match in the middle. */
    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of("mql.consent", "opt-out", "mql.queue.size", "100000"));
        // One visitor stands for many: counted as always, but never too many.
        settings.put("mql.limit.visitor", "60000000");
        settings.put("mql.bots.page-views", "0");
        settings.put("mql.rule.add", "POST /cart/add -> add_to_cart item_id=param:productId quantity=param:quantity");
        settings.put("mql.rule.pricing", "GET /pricing/** -> view_pricing");
        settings.put("mql.rule.quote", "POST /quote -> quote_request email=param:email");
        settings.put("mql.rule.contact", "POST /contact -> contact_form email=param:email");
        settings.put("mql.rule.search", "GET /search -> search search_term=param:q");
        settings.put("mql.rule.item", "GET /catalog/{category}/{id} -> view_item item_id=path:id");
        settings.put("mql.rule.file", "GET /files/** -> file_download");
        settings.put("mql.rule.checkout", "GET /checkout -> begin_checkout");
        settings.put("mql.rule.login", "POST /login -> login email=param:user");
        return settings;
    }

    private static Map<String, String> headers(String accept, String mode) {
        Map<String, String> headers = new HashMap<>(BROWSER);
        headers.put("Accept", accept);
        headers.put("Sec-Fetch-Mode", mode);
        headers.put("Sec-Fetch-Dest", "empty");
        return headers;
    }

    private interface Call {
        void run() throws Exception;
    }

    /** Processor time and memory that this thread used for one request. */
    private record Cost(double nanos, double bytes) {
        Cost minus(Cost other) {
            return new Cost(nanos - other.nanos, bytes - other.bytes);
        }
    }

    private Cost cost(Call call) throws Exception {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long nanos = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < BURST; i++) {
            call.run();
        }
        nanos = threads.getCurrentThreadCpuTime() - nanos;
        bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
        return new Cost((double) nanos / BURST, (double) bytes / BURST);
    }
}
