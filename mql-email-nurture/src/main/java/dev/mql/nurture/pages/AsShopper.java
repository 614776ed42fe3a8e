package dev.mql.nurture.pages;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shopper's request as the shop's own handler would have got it: other method, path and parameters, same session. Names of
 * paths come from what the container says of the include, so that handlers that route by path find their way.
 */
final class AsShopper extends HttpServletRequestWrapper {
    private final String method;
    private final Map<String, String[]> parameters;

    AsShopper(HttpServletRequest request, String method, Map<String, String[]> parameters) {
        super(request);
        this.method = method;
        this.parameters = parameters;
    }

    private @Nullable String included(String attribute, @Nullable String otherwise) {
        return getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) == null
                ? otherwise
                : (String) getAttribute(attribute);
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public @Nullable String getRequestURI() {
        return included(RequestDispatcher.INCLUDE_REQUEST_URI, super.getRequestURI());
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer url = super.getRequestURL();
        url.setLength(url.indexOf("/", url.indexOf("//") + 2));
        return url.append(getRequestURI());
    }

    @Override
    public @Nullable String getServletPath() {
        return included(RequestDispatcher.INCLUDE_SERVLET_PATH, super.getServletPath());
    }

    @Override
    public @Nullable String getPathInfo() {
        return included(RequestDispatcher.INCLUDE_PATH_INFO, super.getPathInfo());
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
        return getAttribute(RequestDispatcher.INCLUDE_MAPPING) instanceof HttpServletMapping mapping
                ? mapping
                : super.getHttpServletMapping();
    }

    @Override
    public @Nullable String getContentType() {
        return "application/x-www-form-urlencoded";
    }

    @Override
    public int getContentLength() {
        return 0;
    }

    @Override
    public long getContentLengthLong() {
        return 0;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }
}
