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
    private static final int WARM_UP = 100;
    private static final int ROUNDS = 151;
    private static final Map<String, String> BROWSER = Map.of(
            "User-Agent",
                    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
            "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Sec-Fetch-Mode", "navigate",
            "Sec-Fetch-Dest", "document");

    /** The rules of a usual shop; the first will match. */
    private static final List<String> RULES = List.of(
            "POST /cart/add -> add_to_cart item_id=param:productId quantity=param:quantity",
            "GET /pricing/** -> view_pricing",
            "POST /quote -> quote_request email=param:email",
            "POST /contact -> contact_form email=param:email",
            "GET /search -> search search_term=param:q",
            "GET /catalog/{category}/{id} -> view_item item_id=path:id",
            "GET /files/** -> file_download",
            "GET /checkout -> begin_checkout",
            "POST /login -> login email=param:user");

    private static final List<String> CART = List.of("mql.cart.session-attribute=cart");

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private int served;

    /** One kind of request through one filter, and what it may cost. */
    private record Case(String name, MqlFilter filter, FakeShop.Request request, double nanos, double bytes) {}

    @Override
    public List<Figure> run() throws Exception {
        try (Mql usual = mql(RULES);
                Mql few = mql(RULES.subList(0, 1));
                Mql many = mql(manyRules());
                Mql carts = mql(CART)) {
            MqlFilter filter = FakeShop.filter(usual);
            List<Case> cases = List.of(
                    new Case("unmatched", filter, image(), 150, 64),
                    new Case("page_view", filter, page(filter), 1_000, 600),
                    new Case("matched", filter, added(filter), 1_500, 900),
                    new Case("rules1", FakeShop.filter(few), added(FakeShop.filter(few)), 1_500, 900),
                    new Case("rules200", FakeShop.filter(many), added(FakeShop.filter(many)), 1_500, 900),
                    new Case("cart", FakeShop.filter(carts), image().session("cart", CartBean.of(3)), 3_000, 2_000));
            List<Rounds<Cost>> rounds =
                    cases.stream().map(each -> new Rounds<Cost>()).toList();
            FakeShop.Response response = new FakeShop.Response();
            FilterChain shop = (request, answer) -> served++;
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (int i = 0; i < cases.size(); i++) {
                    FakeShop.Request request = cases.get(i).request();
                    MqlFilter asked = cases.get(i).filter();
                    Cost bare = cost(() -> shop.doFilter(request.again(), response));
                    Cost filtered = cost(() -> asked.doFilter(request.again(), response, shop));
                    for (Mql mql : List.of(usual, few, many, carts)) {
                        mql.awaitIdle(Duration.ofMinutes(1));
                    }
                    if (round >= 0) {
                        rounds.get(i).add(filtered.minus(bare));
                    }
                }
            }
            for (Mql mql : List.of(usual, few, many, carts)) {
                if (mql.counters().value("events.dropped") + mql.counters().value("filter.failed") > 0) {
                    throw new IllegalStateException("events were dropped, or the filter failed: "
                            + mql.counters().all());
                }
            }
            List<Figure> figures = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                Case each = cases.get(i);
                Rounds<Cost> costs = rounds.get(i);
                String name = "filter." + each.name();
                figures.add(Figure.lower(name + ".ns", costs.median(Cost::nanos), "ns")
                        .goal(each.nanos()));
                figures.add(Figure.lower(name + ".bytes", costs.median(Cost::bytes), "B")
                        .goal(each.bytes()));
            }
            double one = rounds.get(3).median(Cost::nanos);
            figures.add(Figure.lower("filter.rules.ratio", rounds.get(4).median(Cost::nanos) / one, "1")
                    .goal(1.5));
            return figures;
        }
    }

    private static Mql mql(List<String> rules) {
        Map<String, String> settings = new HashMap<>(Map.of("mql.consent", "opt-out", "mql.queue.size", "100000"));
        // One visitor stands for many: counted as always, but never too many.
        settings.put("mql.limit.visitor", "60000000");
        settings.put("mql.bots.page-views", "0");
        for (String rule : rules) {
            if (rule.startsWith("mql.")) {
                settings.put(rule.substring(0, rule.indexOf('=')), rule.substring(rule.indexOf('=') + 1));
            } else {
                settings.put("mql.rule.r" + settings.size(), rule);
            }
        }
        return Mql.builder().config(Config.of(settings)).build();
    }

    private static FakeShop.Request image() {
        return new FakeShop.Request("GET", "/images/1742/large.webp", headers("image/webp", "no-cors"), Map.of());
    }

    private static FakeShop.Request page(MqlFilter filter) throws Exception {
        return known(filter, new FakeShop.Request("GET", "/product/1742", BROWSER, Map.of()));
    }

    private static FakeShop.Request added(MqlFilter filter) throws Exception {
        return known(
                filter,
                new FakeShop.Request(
                        "POST",
                        "/cart/add",
                        headers("application/json", "cors"),
                        Map.of("productId", "1742", "quantity", "2")));
    }

    /** A request of a browser that has its cookie. */
    private static FakeShop.Request known(MqlFilter filter, FakeShop.Request request) throws Exception {
        FakeShop.Response response = new FakeShop.Response();
        filter.doFilter(
                new FakeShop.Request("GET", "/product/1742", BROWSER, Map.of()), response, (asked, answer) -> {});
        String cookie = String.valueOf(response.cookie);
        request.cookie("mql_vid", cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')));
        return request;
    }

    /** The rules of a large shop, the one that will match in the middle. */
    private static List<String> manyRules() {
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            rules.add(
                    i == 100
                            ? RULES.get(0)
                            : switch (i % 4) {
                                case 0 -> "POST /cart/step" + i + " -> add_to_cart item_id=param:productId";
                                case 1 -> "GET /section" + i + "/** -> view_item_list";
                                case 2 -> "GET /section" + i + "/{id} -> view_item item_id=path:id";
                                default -> "POST /form" + i + " -> contact_form email=param:email";
                            });
        }
        return rules;
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
