package dev.mql.nurture.pages;

import dev.mql.cart.CartLine;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shop's own request that puts one line into the cart, as in {@code POST /cart/add productId={id} quantity={quantity}}.
 *
 * @param parameters name to value; {@code {id}} and {@code {quantity}} stand for those of the line
 */
record ShopRequest(String method, String path, Map<String, String> parameters) {

    /**
     * @throws IllegalArgumentException says what is wrong
     */
    static ShopRequest parse(String text) {
        String[] parts = text.strip().split("\\s+", -1);
        if (parts.length < 2 || !parts[0].matches("GET|POST|PUT") || !parts[1].matches("/[^\\s?#]*")) {
            throw new IllegalArgumentException("must be a method, a path and parameters, for example"
                    + " POST /cart/add productId={id} quantity={quantity}");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 2; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("\"" + parts[i] + "\" must be name=value");
            }
            parameters.put(
                    parts[i].substring(0, equals),
                    URLDecoder.decode(parts[i].substring(equals + 1), StandardCharsets.UTF_8));
        }
        return new ShopRequest(parts[0], parts[1], Map.copyOf(parameters));
    }

    Map<String, String[]> parametersFor(CartLine line) {
        Map<String, String[]> all = new LinkedHashMap<>();
        parameters.forEach((name, value) -> all.put(name, new String[] {
            value.equals("{id}") ? line.id() : value.equals("{quantity}") ? Integer.toString(line.quantity()) : value
        }));
        return all;
    }
}
