package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.bean.Misses;
import dev.mql.servlet.gate.Gate;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Sees what shoppers do in a shop, and answers the beacon. It changes nothing that the shop says or hears: request and response are
 * passed on as they are, no body is read, and parameters are looked at only after the shop has answered and only where a rule asks for
 * them. To the answers with which a browser shows a page it adds a {@code Server-Timing} entry and, for a new visitor who may be
 * tracked, one cookie.
 *
 * <p>Dispatches: only {@code REQUEST} is observed, once per request, however often the filter is in the chain; what a forward, an error
 * page or an asynchronous dispatch does is part of that request. An asynchronous request is judged when it is complete.
 *
 * <p>In a WAR the filter registers itself; other shops call {@link #register}. Thread-safe; never waits for anything.
 */
public final class MqlFilter implements Filter {
    private static final String VISITORS = VisitorCookie.class.getName();

    /** Exchanged as a whole when settings change. */
    private volatile @Nullable Watching watching;

    private @Nullable Alarm alarm;
    private @Nullable ServletContext context;

    /** For containers; what it needs it finds or starts in {@link #init}. */
    public MqlFilter() {}

    /**
     * Starts MQL for a shop, unless it runs there already, and puts the filter before all that the shop serves. Call it while the shop
     * starts; calling it again changes nothing. Settings come from {@code mql.properties}; to start with others, put an {@link Mql} of
     * your own under the attribute {@value Mql#ATTRIBUTE} first. What is started here ends with the shop.
     *
     * @return {@code null} if {@code mql.enabled} is false
     * @throws dev.mql.config.ConfigException if a setting can not be used
     */
    public static @Nullable Mql register(ServletContext shop) {
        return Registration.register(shop);
    }

    /**
     * The same for a shop whose own code says what settings can not.
     *
     * @param readers given before the filter starts, which may be later than now
     */
    public static @Nullable Mql register(ServletContext shop, ShopReaders readers) {
        readers.give(shop);
        return Registration.register(shop);
    }

    /**
     * The visitor id of a request, for a shop that tracks something itself ({@link Mql#track}).
     *
     * @return {@code null} if the browser has no visitor cookie of ours, or the filter does not run in this application
     */
    public static @Nullable String visitor(HttpServletRequest request) {
        VisitorCookie.Visitor visitor =
                request.getServletContext().getAttribute(VISITORS) instanceof VisitorCookie visitors
                        ? visitors.read(request)
                        : null;
        return visitor == null ? null : visitor.id();
    }

    /**
     * How pages name the script, for a shop that writes its tags itself. Templates find the same under the application attribute
     * {@value Beacon#ATTRIBUTE}.
     *
     * @return {@code null} if the filter does not run in this application
     */
    public static @Nullable Beacon beacon(ServletContext shop) {
        return shop.getAttribute(Beacon.ATTRIBUTE) instanceof Beacon beacon ? beacon : null;
    }

    /** @throws dev.mql.config.ConfigException if a setting can not be used: a shop must not start half observed */
    @Override
    public void init(FilterConfig config) {
        ServletContext shop = config.getServletContext();
        context = shop;
        Mql mql = Registration.running(shop);
        if (mql != null) {
            ShopReaders readers = ShopReaders.of(shop);
            VisitorCookie visitors = new VisitorCookie(mql.config(), mql.vault().keys("visitor cookie"));
            shop.setAttribute(VISITORS, visitors);
            alarm = new Alarm(mql.counters());
            PageViews views = new PageViews();
            watching = Watching.of(mql, visitors, views, readers, shop);
            mql.onReload(() -> watching = Watching.of(mql, visitors, views, readers, shop));
        }
    }

    /** What works under the settings of one time. */
    private record Watching(Observer observer, Endpoints endpoints) {
        static Watching of(Mql mql, VisitorCookie visitors, PageViews views, ShopReaders readers, ServletContext shop) {
            String contextPath = shop.getContextPath();
            Consent consent = Consent.of(mql.config(), readers.consent(), new Misses(mql.counters()));
            Gate gate = new Gate(mql);
            Observer observer = new Observer(mql, gate, consent, visitors, views, readers, contextPath);
            Endpoints endpoints = new Endpoints(mql, gate, consent, visitors, views, contextPath);
            shop.setAttribute(Beacon.ATTRIBUTE, endpoints.beacon());
            return new Watching(observer, endpoints);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Watching now = watching;
        if (now != null
                && request instanceof HttpServletRequest httpRequest
                && response instanceof HttpServletResponse httpResponse) {
            if (now.endpoints.owns(httpRequest)) {
                if (!now.endpoints.answer(httpRequest, httpResponse)) {
                    chain.doFilter(request, response);
                }
                return;
            }
            watched(now.observer, httpRequest, httpResponse, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void watched(Observer watching, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Observer.Observation observation = begin(watching, request, response);
        chain.doFilter(request, response);
        // An exception of the shop's passes us by: there is no answer then that would mean anything.
        try {
            if (!request.isAsyncStarted()) {
                watching.end(observation, request, response);
                worked(observation);
            } else if (observation != null) {
                request.getAsyncContext().addListener(new Completion(watching, observation), request, response);
            }
        } catch (RuntimeException | LinkageError ours) {
            failed(ours);
        }
    }

    private Observer.@Nullable Observation begin(
            Observer watching, HttpServletRequest request, HttpServletResponse response) {
        try {
            return watching.begin(request, response);
        } catch (RuntimeException | LinkageError ours) {
            failed(ours);
            return null;
        }
    }

    private void failed(Throwable cause) {
        if (alarm != null) {
            alarm.failed("Observing a request", cause);
        }
    }

    private void worked(Observer.@Nullable Observation observation) {
        if (observation != null && alarm != null) {
            alarm.worked();
        }
    }

    @Override
    public void destroy() {
        if (context != null) {
            Registration.close(context);
        }
    }

    /** Judges an asynchronous request when it is complete. */
    private final class Completion implements AsyncListener {
        private final Observer watching;
        private final Observer.Observation observation;
        private boolean failed;

        Completion(Observer watching, Observer.Observation observation) {
            this.watching = watching;
            this.observation = observation;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            try {
                if (!failed
                        && event.getSuppliedRequest() instanceof HttpServletRequest request
                        && event.getSuppliedResponse() instanceof HttpServletResponse response) {
                    watching.end(observation, request, response);
                    worked(observation);
                }
            } catch (RuntimeException | LinkageError ours) {
                failed(ours);
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            failed = true;
        }

        @Override
        public void onError(AsyncEvent event) {
            failed = true;
        }

        /** A new round forgets its listeners. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this, event.getSuppliedRequest(), event.getSuppliedResponse());
        }
    }
}
