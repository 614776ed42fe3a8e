package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.acquisition.Arrival;
import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Purpose;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.event.Source;
import dev.mql.event.StandIns;
import dev.mql.event.Texts;
import dev.mql.identity.Addresses;
import dev.mql.lead.RecoveredCart;
import dev.mql.servlet.gate.Gate;
import dev.mql.servlet.rule.Rule;
import dev.mql.servlet.rule.Rules;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns finished requests of the shop into events. Thread-safe; waits for nothing. */
final class Observer {
    private static final String SEEN = "dev.mql.servlet.seen";
    /** Of a request that no browser made. */
    private static final Consent.Choice NOBODY = new Consent.Choice(Set.of(), false);

    private final Mql mql;
    private final Consent consent;
    private final VisitorCookie visitors;
    private final ConsentNews news;
    private final Gate gate;
    private final PageViews views;
    private final Rules rules;
    private final CartWatch carts;
    private final LoginWatch logins;
    private final @Nullable OrderWatch orders;
    private final Arrival arrival;
    private final StandIns standIns;
    private final Navigations navigations = new Navigations();
    private final int pathStart;

    Observer(
            Mql mql,
            Gate gate,
            Consent consent,
            VisitorCookie visitors,
            PageViews views,
            ShopReaders readers,
            String contextPath) {
        Config config = mql.config();
        this.mql = mql;
        this.gate = gate;
        this.consent = consent;
        this.visitors = visitors;
        this.views = views;
        this.news = new ConsentNews(mql, visitors);
        this.arrival = Arrival.of(config);
        Misses misses = new Misses(mql.counters());
        this.rules = Rules.of(config, misses);
        this.carts = new CartWatch(mql, config, consent, visitors, gate, readers.cart(), misses);
        this.logins = new LoginWatch(mql, config, readers.login(), misses);
        this.orders = readers.order() == null ? null : new OrderWatch(mql, readers.order(), misses);
        this.standIns = new StandIns(mql.vault());
        this.pathStart = contextPath.length();
    }

    /**
     * What one request may turn out to mean.
     *
     * @param visitor known before the request, or given a cookie with its answer; {@code null} where that was not possible
     * @param pageView names the page view, here and in the browser; {@code null} if the request shows no page
     */
    record Observation(
            List<Rule> rules,
            Consent.Choice choice,
            @Nullable String visitor,
            boolean minted,
            @Nullable EventId pageView) {}

    /** Before the shop answers: only what has to be said in the head of the answer. {@code null} if there is nothing to observe. */
    @Nullable
    Observation begin(HttpServletRequest request, HttpServletResponse response) {
        String method = request.getMethod();
        String path = request.getRequestURI();
        List<Rule> matched = rules.match(method, path, pathStart);
        boolean page = method.equals("GET") && Navigations.is(request);
        if (method.equals("HEAD") && Navigations.is(request)) {
            ignored(Refusal.HEAD);
        }
        if (matched.isEmpty() && !page
                || request.getDispatcherType() != DispatcherType.REQUEST
                || request.getAttribute(SEEN) != null
                || ignored(matched)) {
            return null;
        }
        request.setAttribute(SEEN, SEEN);
        if (orders(matched) && Callbacks.is(request)) {
            return new Observation(matched, NOBODY, null, false, null);
        }
        Refusal machine = gate.machine(request);
        if (machine != null) {
            ignored(machine);
            return null;
        }
        VisitorCookie.Visitor known = visitors.read(request);
        Consent.Choice choice = consent.of(request);
        // Our cookie must not get into an answer that a cache keeps for everybody.
        boolean own = page ? !navigations.forEverybody(path, pathStart) : !method.equals("GET");
        String visitor = known == null ? null : known.id();
        ConsentNews.Page where =
                new ConsentNews.Page(Source.FILTER, Texts.cut(path.substring(pathStart), Event.MAX_URL));
        if (known != null && own) {
            news.tell(known, choice, where, request, response);
        }
        if (!choice.tracked()) {
            if (!orders(matched)) {
                withoutConsent();
                return null;
            }
            return new Observation(matched, choice, visitor, false, null);
        }
        boolean fresh = visitor == null && own;
        Refusal tooMuch =
                visitor == null && !fresh || orders(matched) ? null : gate.request(request, visitor, page, path);
        if (tooMuch != null) {
            ignored(tooMuch);
            return null;
        }
        if (fresh) {
            visitor = visitors.fresh();
            news.welcome(visitor, choice, where, request, response);
        }
        EventId id = page ? EventId.at(mql.clock().millis()) : null;
        if (id != null) {
            response.addHeader("Server-Timing", "mql;desc=\"" + id + '"');
        }
        return new Observation(matched, choice, visitor, fresh, id);
    }

    private void ignored(Refusal reason) {
        mql.counters().add("filter.ignored." + reason.word(), 1);
    }

    /** Of those who are not watched only an order is seen: it ends the mails about what was bought. */
    private static boolean orders(List<Rule> matched) {
        for (int i = 0; i < matched.size(); i++) {
            if (matched.get(i).type().equals(EventType.PURCHASE)) {
                return true;
            }
        }
        return false;
    }

    private static boolean ignored(List<Rule> matched) {
        for (int i = 0; i < matched.size(); i++) {
            if (matched.get(i).ignores()) {
                return true;
            }
        }
        return false;
    }

    /** After the shop has answered without an exception. */
    void end(@Nullable Observation observation, HttpServletRequest request, HttpServletResponse response) {
        if (observation != null) {
            observed(observation, request, response);
        }
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
            held(observation, request, response);
        }
    }

    /** What the shop itself holds of a shopper: who it is, what is in the cart, what was ordered. */
    private void held(@Nullable Observation observation, HttpServletRequest request, HttpServletResponse response) {
        String visitor = observation == null ? null : observation.visitor();
        String watched = observation != null && observation.choice().tracked() ? visitor : null;
        if (watched != null) {
            logins.after(request, watched);
        }
        if (orders != null
                && response.getStatus() < 400
                && (observation != null || !request.getMethod().equals("GET"))) {
            orders.after(request, watched);
        }
        carts.after(request, visitor);
    }

    private void observed(Observation observation, HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI();
        boolean shared = observation.pageView() != null && navigations.learn(path, pathStart, response);
        String visitor = shared && observation.minted() ? null : observation.visitor();
        String url = Texts.cut(path.substring(pathStart), Event.MAX_URL);
        long now = mql.clock().millis();
        if (observation.pageView() != null && visitor != null && Navigations.shown(response)) {
            Event view =
                    Event.of(observation.pageView(), visitor, EventType.PAGE_VIEW, now, Source.FILTER, url, Props.NONE);
            take(view, observation.choice());
            views.seen(view);
            sent(view, observation.choice(), request);
        }
        if (response.getStatus() < 400) {
            for (Rule rule : observation.rules()) {
                if (visitor != null) {
                    take(event(rule, visitor, now, url, request), observation.choice());
                } else if (rule.type().equals(EventType.PURCHASE)) {
                    takeFromNobody(event(rule, null, now, url, request), observation.choice());
                }
            }
        }
    }

    /** By whom somebody was sent to the page they see. */
    private void sent(Event view, Consent.Choice choice, HttpServletRequest request) {
        if (choice.allows(EventType.AD_CLICK)) {
            Event came = arrival.read(
                    view, request.getQueryString(), request.getHeader("Referer"), request.getHeader("Host"));
            if (came != null) {
                mql.track(came);
            }
        }
    }

    /** What somebody asks for or orders is known because they said so: it belongs to what is known of them in any case. */
    private void take(Event event, Consent.Choice choice) {
        if (choice.allows(event.type()) || Purpose.of(event.type()) == Purpose.SERVICE) {
            mql.track(event);
        } else {
            withoutConsent();
        }
    }

    /** Of a browser that is not followed an order is taken if it says who ordered, of a server also if it says no more than a number. */
    @SuppressWarnings("ReferenceEquality") // one choice stands for nobody's
    private void takeFromNobody(Event event, Consent.Choice choice) {
        if (event.names() || choice == NOBODY && StandIns.is(event.visitor())) {
            mql.track(event);
        } else if (choice == NOBODY) {
            mql.counters().add("orders.without_number", 1);
        } else {
            withoutConsent();
        }
    }

    private void withoutConsent() {
        mql.counters().add("filter.ignored.no_consent", 1);
    }

    private Event event(Rule rule, @Nullable String visitor, long now, String url, HttpServletRequest request) {
        Map<String, Object> values = new HashMap<>();
        String address = null;
        for (Map.Entry<String, Rule.Value> each : rule.values().entrySet()) {
            Object value = each.getValue().of(request, pathStart);
            if (value == null) {
                continue;
            }
            String text = Texts.cut(Texts.plain(value.toString()), Props.MAX_TEXT);
            if (each.getKey().equals("email")) {
                address = Addresses.normal(text);
            } else if (value instanceof Number number) {
                values.put(each.getKey(), number);
            } else if (!text.isEmpty()) {
                values.put(each.getKey(), text);
            }
        }
        HttpSession session = rule.type().equals(EventType.PURCHASE) ? request.getSession(false) : null;
        if (session != null && session.getAttribute(RecoveredCart.ATTRIBUTE) instanceof String recovered) {
            values.put(RecoveredCart.PROPERTY, recovered);
        }
        if (address != null) {
            values.putIfAbsent("locale", request.getLocale().toLanguageTag());
        }
        Props props = props(values);
        String known = visitor != null ? visitor : standIns.visitor(address, props);
        EventId id = StandIns.id(rule.type(), props, EventId.at(now));
        return Event.of(id, known != null ? known : visitors.fresh(), rule.type(), now, Source.FILTER, url, props)
                .withEmail(address);
    }

    /** A number that is none (NaN) must not cost the event. */
    private Props props(Map<String, Object> values) {
        try {
            return Props.of(values);
        } catch (Refused bad) {
            mql.counters().add("filter.properties_left_out", 1);
            return Props.NONE;
        }
    }
}
