package dev.mql.nurture.pages;

import dev.mql.bean.BeanPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cart object that the shop keeps in the session.
 *
 * @param attribute name of the session attribute; empty where the shop keeps its cart elsewhere
 * @param lines path from there to a collection, an array or a map of lines
 * @param id path from a line to the item's id
 */
record SessionCart(String attribute, BeanPath lines, BeanPath id) implements PresentCart {

    @Override
    public Set<String> items(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        Object cart = session == null || attribute.isEmpty() ? null : session.getAttribute(attribute);
        Set<String> ids = new LinkedHashSet<>();
        for (Object line : each(lines.read(cart))) {
            Object value = id.plain(line);
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
}
