package dev.mql.event;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whom the shop knows something of. At least one of visitor, address and customer id says who it is. Immutable.
 *
 * @param visitor the visitor id of the browser ({@code MqlFilter.visitor(request)}), or an id of the shop's own
 * @param email an address that the shop has proven, as typed
 * @param customer the shop's own id of the person, at most 64 characters; kept as a keyed hash only
 * @param name a name to greet with
 * @param locale BCP 47 tag
 * @param attributes what else is known, such as {@code industry}; an empty value takes an attribute away
 */
public record Shopper(
        @Nullable String visitor,
        @Nullable String email,
        @Nullable String customer,
        @Nullable String name,
        @Nullable String locale,
        Map<String, String> attributes) {

    /** Nobody in particular. */
    public static final Shopper UNKNOWN = new Shopper(null, null, null, null, null, Map.of());

    public Shopper {
        attributes = Map.copyOf(attributes);
    }

    public static Shopper visitor(@Nullable String id) {
        return new Shopper(id, null, null, null, null, Map.of());
    }

    public static Shopper address(String email) {
        return UNKNOWN.withEmail(email);
    }

    public static Shopper customer(String id) {
        return UNKNOWN.withCustomer(id);
    }

    public Shopper withVisitor(@Nullable String id) {
        return new Shopper(id, email, customer, name, locale, attributes);
    }

    public Shopper withEmail(@Nullable String address) {
        return new Shopper(visitor, address, customer, name, locale, attributes);
    }

    public Shopper withCustomer(@Nullable String id) {
        return new Shopper(visitor, email, id, name, locale, attributes);
    }

    public Shopper withName(@Nullable String text) {
        return new Shopper(visitor, email, customer, text, locale, attributes);
    }

    public Shopper withLocale(@Nullable String tag) {
        return new Shopper(visitor, email, customer, name, tag, attributes);
    }

    public Shopper with(String attribute, String value) {
        Map<String, String> all = new TreeMap<>(attributes);
        all.put(attribute, value);
        return new Shopper(visitor, email, customer, name, locale, all);
    }

    /** Says nothing of who it is: logs may show it. */
    @Override
    public String toString() {
        return "Shopper";
    }
}
