package dev.mql.benchmarks;

import dev.mql.Mql;
import dev.mql.servlet.MqlFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As little of a container as the filter asks for, at next to no cost, so that the container's own is not in the figures. */
final class FakeShop {
    private FakeShop() {}

    /** A filter in front of a shop in which this installation runs. */
    static MqlFilter filter(Mql mql) {
        Map<String, Object> attributes = new HashMap<>(Map.of(Mql.ATTRIBUTE, mql));
        ServletContext shop = proxy(ServletContext.class, (method, arguments) -> switch (method) {
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "getContextPath" -> "";
            default -> throw new UnsupportedOperationException(method);
        });
        MqlFilter filter = new MqlFilter();
        filter.init(proxy(FilterConfig.class, (method, arguments) -> shop));
        return filter;
    }

    private interface Answer {
        @Nullable
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        answer.to(method.getName(), arguments == null ? new Object[0] : arguments)));
    }

    private static <T> T nothing(Class<T> type) {
        return proxy(type, (method, arguments) -> {
            throw new UnsupportedOperationException(method);
        });
    }

    /** A request that can be served again and again. */
    static final class Request extends HttpServletRequestWrapper {
        private final String method;
        private final String uri;
        private final Map<String, String> headers;
        private final Map<String, String> parameters;
        private String cookies = "";
        private @Nullable Object seen;
        private @Nullable HttpSession session;

        Request(String method, String uri, Map<String, String> headers, Map<String, String> parameters) {
            super(nothing(HttpServletRequest.class));
            this.method = method;
            this.uri = uri;
            this.headers = headers;
            this.parameters = parameters;
        }

        void cookie(String name, String value) {
            cookies = "JSESSIONID=0123456789ABCDEF0123456789ABCDEF; " + name + "=" + value;
        }

        /** Gives the browser a session that holds something. */
        Request session(String name, Object value) {
            session = proxy(HttpSession.class, (method, arguments) -> switch (method) {
                case "getId" -> "0123456789ABCDEF0123456789ABCDEF";
                case "getAttribute" -> arguments[0].equals(name) ? value : null;
                default -> throw new UnsupportedOperationException(method);
            });
            return this;
        }

        @Override
        public @Nullable HttpSession getSession(boolean create) {
            return session;
        }

        Request again() {
            seen = null;
            return this;
        }

        @Override
        public String getMethod() {
            return method;
        }

        @Override
        public String getRequestURI() {
            return uri;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return headers.get(name);
        }

        @Override
        public @Nullable String getQueryString() {
            return null;
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            return null;
        }

        @Override
        public @Nullable String getContentType() {
            return headers.get("Content-Type");
        }

        @Override
        public @Nullable String getParameter(String name) {
            return parameters.get(name);
        }

        @Override
        public String getRemoteAddr() {
            return "127.0.0.1";
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equals("Cookie") && !cookies.isEmpty()
                    ? Collections.enumeration(List.of(cookies))
                    : Collections.emptyEnumeration();
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return seen;
        }

        @Override
        public void setAttribute(String name, Object value) {
            seen = value;
        }

        @Override
        public DispatcherType getDispatcherType() {
            return DispatcherType.REQUEST;
        }

        @Override
        public boolean isAsyncStarted() {
            return false;
        }

        @Override
        public boolean isSecure() {
            return true;
        }
    }

    /** A page that was found; remembers the last cookie. */
    static final class Response extends HttpServletResponseWrapper {
        @Nullable
        String cookie;

        Response() {
            super(nothing(HttpServletResponse.class));
        }

        @Override
        public int getStatus() {
            return SC_OK;
        }

        @Override
        public String getContentType() {
            return "text/html;charset=UTF-8";
        }

        @Override
        public void addHeader(String name, String value) {
            if (name.equals("Set-Cookie")) {
                cookie = value;
            }
        }

        @Override
        public @Nullable String getHeader(String name) {
            return null;
        }

        @Override
        public Collection<String> getHeaders(String name) {
            return List.of();
        }
    }
}
