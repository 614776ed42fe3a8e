package dev.mql.demo.shop;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The products on sale, in the order in which the shop shows them. Immutable. */
public final class Catalogue {

    private final Map<String, Product> products = new LinkedHashMap<>();

    private Catalogue(Product... products) {
        for (Product product : products) {
            this.products.put(product.id(), product);
        }
    }

    /** The twelve products of {@code catalogue.json}. */
    public static Catalogue load() {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/dev/mql/demo/catalogue.json")),
                StandardCharsets.UTF_8)) {
            return new Catalogue(new Gson().fromJson(reader, Product[].class));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the demo's own catalogue", e);
        }
    }

    /** All products. */
    public List<Product> all() {
        return List.copyOf(products.values());
    }

    /** The product of that id; empty if the shop does not have it. */
    public Optional<Product> find(String id) {
        return Optional.ofNullable(products.get(id));
    }

    /** Products that contain every word of the query somewhere; none for an empty query. */
    List<Product> search(String query) {
        List<String> words = Arrays.stream(query.toLowerCase(Locale.ROOT).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        return products.values().stream()
                .filter(product -> words.stream().allMatch(product::matches))
                .toList();
    }

    /** Others to look at beside this one: first of its own kind, then whatever follows it. */
    List<Product> beside(Product product, int count) {
        List<Product> all = all();
        int at = all.indexOf(product);
        return Stream.concat(
                        all.stream().filter(other -> other.kind().equals(product.kind())),
                        IntStream.range(1, all.size()).mapToObj(i -> all.get((at + i) % all.size())))
                .filter(other -> !other.equals(product))
                .distinct()
                .limit(count)
                .toList();
    }
}
