package dev.mql.servlet.rule;

import dev.mql.bean.BeanPath;
import dev.mql.bean.Misses;
import dev.mql.config.Nearest;
import dev.mql.event.EventType;
import dev.mql.event.Source;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request of the shop means: {@code POST /cart/add -> add_to_cart item_id=param:productId quantity=param:quantity}.
 *
 * @param type of the event
 * @param values where each property comes from
 */
public record Rule(String method, PathPattern pattern, String type, Map<String, Value> values) {
    /** Stands in place of an event type. */
    private static final String IGNORE = "ignore";

    /** What anybody can write into a request. */
    private static final Predicate<String> OF_THE_SHOPPER =
            Pattern.compile("(email|customer_id)=(param|path|header):.*").asMatchPredicate();

    private static final List<String> SOURCES = List.of("param", "path", "header", "session", "attribute", "const");

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /** Takes one value from a finished request. */
    @FunctionalInterface
    public interface Value {
        /** @param from where the path begins in the request's URI; {@code null} if there is no such value */
        @Nullable
        Object of(HttpServletRequest request, int from);
    }

    /** Whether what it matches is no behaviour of a shopper: no page view, no event, no cookie. */
    public boolean ignores() {
        return type.equals(IGNORE);
    }

    /**
     * @param declared the shop's own event types
     * @throws IllegalArgumentException with a sentence about what is wrong
     */
    static Rule parse(String text, Set<String> declared, Misses misses) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length < 4 || !words[2].equals("->")) {
            throw new IllegalArgumentException(
                    "must look like: GET /pricing/** -> view_pricing, with name=source:argument behind it for each property");
        }
        if (!METHODS.contains(words[0])) {
            throw new IllegalArgumentException("\"" + words[0] + "\" must be GET, POST, PUT, PATCH or DELETE");
        }
        PathPattern pattern = PathPattern.parse(words[1]);
        String type = words[3];
        if (type.equals(EventType.CART_SNAPSHOT)
                || !type.equals(IGNORE) && !EventType.accepts(type, Source.FILTER, declared)) {
            throw new IllegalArgumentException("\"" + type
                    + "\" is not an event type" + meant(type, known(declared))
                    + "; see docs/events.md, declare it in mql.events.custom, or write ignore");
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 4; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String name = words[i].substring(0, Math.max(0, equals));
            if (!name.matches("[a-z][a-z0-9_]{0,39}")) {
                throw new IllegalArgumentException("\"" + words[i]
                        + "\" must look like name=source:argument, the name being [a-z][a-z0-9_]{0,39}");
            }
            if (values.put(name, value(words[i].substring(equals + 1), pattern, misses)) != null) {
                throw new IllegalArgumentException("\"" + name + "\" is given twice");
            }
        }
        if (type.equals(EventType.IDENTIFY) && Stream.of(words).anyMatch(OF_THE_SHOPPER)) {
            throw new IllegalArgumentException(
                    "who somebody is comes from session: or attribute:, where the shop keeps whom it has logged in");
        }
        return new Rule(words[0], pattern, type, values);
    }

    private static Value value(String text, PathPattern pattern, Misses misses) {
        int colon = text.indexOf(':');
        String kind = text.substring(0, Math.max(0, colon));
        String argument = text.substring(colon + 1);
        if (argument.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" has nothing behind its colon");
        }
        int dot = argument.indexOf('.');
        String name = dot < 0 ? argument : argument.substring(0, dot);
        return switch (kind) {
            case "param" -> (request, from) -> parameter(request, argument);
            case "header" -> (request, from) -> request.getHeader(argument);
            case "const" -> (request, from) -> argument;
            case "path" -> {
                if (!pattern.captures(argument)) {
                    throw new IllegalArgumentException("there is no {" + argument + "} in the path");
                }
                yield (request, from) -> pattern.captured(argument, request.getRequestURI(), from);
            }
            case "session" -> {
                BeanPath path = BeanPath.parse(dot < 0 ? "" : argument.substring(dot + 1), text, misses);
                yield (request, from) -> {
                    HttpSession session = request.getSession(false);
                    return session == null ? null : path.plain(session.getAttribute(name));
                };
            }
            case "attribute" -> {
                BeanPath path = BeanPath.parse(dot < 0 ? "" : argument.substring(dot + 1), text, misses);
                yield (request, from) -> path.plain(request.getAttribute(name));
            }
            default ->
                throw new IllegalArgumentException(
                        "\"" + text + "\" must begin with param:, path:, header:, session:, attribute: or const:"
                                + meant(kind, SOURCES));
        };
    }

    private static List<String> known(Set<String> declared) {
        return Stream.concat(EventType.KNOWN.stream(), Stream.concat(declared.stream(), Stream.of(IGNORE)))
                .filter(type -> type.equals(IGNORE) || EventType.accepts(type, Source.FILTER, declared))
                .toList();
    }

    private static String meant(String word, List<String> known) {
        String nearest = Nearest.to(word, known);
        return nearest == null ? "" : ", did you mean " + nearest + "?";
    }

    /** The container has parsed a form for the shop; a multipart body it would parse for us alone, so that is left alone. */
    private static @Nullable String parameter(HttpServletRequest request, String name) {
        String contentType = request.getContentType();
        return contentType == null || contentType.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33)
                ? request.getParameter(name)
                : null;
    }
}
