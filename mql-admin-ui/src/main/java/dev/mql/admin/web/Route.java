package dev.mql.admin.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One line of the route table.
 *
 * @param pattern path below the site's root; a segment {@code {name}} takes any one segment
 * @param roles who may; empty for a route that asks nobody who they are
 * @param parameters which query or form parameters exist; any other is refused
 * @param takesJson whether the body is JSON instead of a form
 * @param longest how many characters one parameter may have
 */
public record Route(
        String method,
        String pattern,
        Set<Role> roles,
        Predicate<String> parameters,
        boolean takesJson,
        int longest,
        Handler handler) {
    private static final int USUAL = 2_000;

    /** The same route for longer parameters. */
    public Route taking(int characters) {
        return new Route(method, pattern, roles, parameters, takesJson, characters, handler);
    }

    /** Removes something; for programs, which send neither form nor body. */
    public static Route delete(String pattern, Set<Role> roles, Handler handler) {
        return new Route("DELETE", pattern, roles, name -> false, false, USUAL, handler);
    }

    /** Reads only. */
    public static Route get(String pattern, Set<Role> roles, Collection<String> parameters, Handler handler) {
        return new Route("GET", pattern, roles, Set.copyOf(parameters)::contains, false, USUAL, handler);
    }

    /** Changes something; its form carries the session's token. */
    public static Route post(String pattern, Set<Role> roles, Collection<String> parameters, Handler handler) {
        return post(pattern, roles, Set.copyOf(parameters)::contains, handler);
    }

    public static Route post(String pattern, Set<Role> roles, Predicate<String> parameters, Handler handler) {
        return new Route(
                "POST", pattern, roles, name -> parameters.test(name) || name.equals(Call.CSRF), false, USUAL, handler);
    }

    /** Takes a JSON body; for programs. */
    public static Route json(String method, String pattern, Set<Role> roles, Handler handler) {
        return new Route(method, pattern, roles, name -> false, true, USUAL, handler);
    }

    public boolean open() {
        return roles.isEmpty();
    }

    /** The values of the pattern's names; {@code null} if the path is another one. */
    @Nullable
    Map<String, String> match(String path) {
        List<String> mine = List.of(pattern.split("/", -1));
        List<String> theirs = List.of(path.split("/", -1));
        if (mine.size() != theirs.size()) {
            return null;
        }
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < mine.size(); i++) {
            String segment = mine.get(i);
            if (segment.startsWith("{")) {
                if (theirs.get(i).isEmpty()) {
                    return null;
                }
                values.put(segment.substring(1, segment.length() - 1), theirs.get(i));
            } else if (!segment.equals(theirs.get(i))) {
                return null;
            }
        }
        return values;
    }
}
