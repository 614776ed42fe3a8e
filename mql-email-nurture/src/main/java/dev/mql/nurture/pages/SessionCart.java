package dev.mql.nurture.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cart object that the shop keeps in the session. A step of a path is a key of a map, a getter, or an accessor of that
 * name.
 */
final class SessionCart implements PresentCart {
    private final String attribute;
    private final List<String> items;
    private final List<String> id;

    /**
     * @param attribute name of the session attribute; empty where the shop keeps its cart elsewhere
     * @param items path from there to a collection, an array or a map of lines; empty if it is one itself
     * @param id path from a line to the item's id
     */
    SessionCart(String attribute, String items, String id) {
        this.attribute = attribute;
        this.items = path(items);
        this.id = path(id);
    }

    private static List<String> path(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\.", -1));
    }

    @Override
    public Set<String> items(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object cart = session == null || attribute.isEmpty() ? null : session.getAttribute(attribute);
        Object lines = walk(cart, items);
        Set<String> ids = new LinkedHashSet<>();
        for (Object line : each(lines)) {
            Object value = walk(line, id);
            ids.add(value == null ? "" : value.toString());
        }
        return ids;
    }

    private static Iterable<?> each(@Nullable Object lines) {
        if (lines instanceof Map<?, ?> map) {
            return map.values();
        }
        if (lines instanceof Iterable<?> all) {
            return all;
        }
        return lines instanceof Object[] array ? List.of(array) : List.of();
    }

    private static @Nullable Object walk(@Nullable Object start, List<String> path) {
        Object at = start;
        for (String step : path) {
            if (at == null) {
                return null;
            }
            at = at instanceof Map<?, ?> map ? map.get(step) : property(at, step);
        }
        return at;
    }

    private static @Nullable Object property(Object bean, String name) {
        String getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (String method : List.of(getter, name)) {
            try {
                Method found = bean.getClass().getMethod(method);
                if (found.trySetAccessible()) {
                    return found.invoke(bean);
                }
            } catch (NoSuchMethodException next) {
                // Perhaps under the other name.
            } catch (IllegalAccessException | InvocationTargetException unreadable) {
                return null;
            }
        }
        return null;
    }
}
