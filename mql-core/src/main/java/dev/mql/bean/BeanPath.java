package dev.mql.bean;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path such as {@code customer.addresses.0.city} over the shop's own objects: getters, {@code is} getters, record accessors and
 * fluent accessors, public fields, map keys, list and array indexes; what is wrapped in an {@code Optional} is unwrapped. Reading never
 * throws what the shop's code throws, an {@code Error} included, and loads nothing that an ORM has not loaded yet. It runs on the
 * caller's thread. Thread-safe; holds no class of the shop.
 */
public final class BeanPath {
    private final String what;
    private final Step[] steps;
    private final Misses misses;

    private BeanPath(String what, Step[] steps, Misses misses) {
        this.what = what;
        this.steps = steps;
        this.misses = misses;
    }

    /**
     * @param text empty for the object itself
     * @param what names the path in messages, such as {@code mql.cart.items}
     * @throws IllegalArgumentException with a sentence about what is allowed
     */
    public static BeanPath parse(String text, String what, Misses misses) {
        if (text.isEmpty()) {
            return new BeanPath(what, new Step[0], misses);
        }
        if (!text.matches("[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64}){0,7}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" must be names with dots between, such as customer.name");
        }
        return new BeanPath(
                what + " = " + text,
                Stream.of(text.split("\\.", -1)).map(Step::new).toArray(Step[]::new),
                misses);
    }

    /** What the path leads to; {@code null} if there is none, or it can not be read, which is counted. */
    public @Nullable Object read(@Nullable Object bean) {
        try {
            return walk(bean, false);
        } catch (Unreadable counted) {
            return null;
        }
    }

    /**
     * The same where it matters whether there is nothing or nothing can be read.
     *
     * @throws Unreadable if the shop's code threw, has nothing of that name, or has not loaded it; this has been counted
     */
    public @Nullable Object need(@Nullable Object bean) throws Unreadable {
        return walk(bean, true);
    }

    /** A number as it is, anything else as its text; {@code null} where there is nothing, or it can not be read, which is counted. */
    public @Nullable Object plain(@Nullable Object bean) {
        Object value = read(bean);
        if (value == null || value instanceof Number || value instanceof String) {
            return value;
        }
        try {
            return value.toString();
        } catch (RuntimeException | Error theShops) {
            misses.failed(what, value.getClass(), theShops);
            return null;
        }
    }

    @SuppressWarnings("ReferenceEquality") // one object stands for nothing
    private @Nullable Object walk(@Nullable Object bean, boolean needed) throws Unreadable {
        Object value = bean;
        for (Step step : steps) {
            value = opened(value);
            if (value == null) {
                return null;
            }
            loaded(value);
            Object next;
            try {
                next = step.read(value);
            } catch (Throwable theShops) {
                misses.failed(what, value.getClass(), theShops);
                throw new Unreadable(what);
            }
            if (next == Step.NOTHING) {
                if (needed) {
                    misses.missed(what, value.getClass(), "it has no getter, accessor or public field of that name.");
                    throw new Unreadable(what);
                }
                return null;
            }
            value = next;
        }
        value = opened(value);
        if (value != null && !(value instanceof String) && !(value instanceof Number)) {
            loaded(value);
        }
        return value;
    }

    private void loaded(Object bean) throws Unreadable {
        if (Lazy.unloaded(bean)) {
            misses.missed(what, bean.getClass(), "the shop has not loaded it from its database.");
            throw new Unreadable(what);
        }
    }

    private static @Nullable Object opened(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.orElse(null);
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
        return value;
    }

    private static final class Step {
        /** There is nothing of that name. */
        static final Object NOTHING = new Object();

        private final String name;
        private final int index;
        private final Accessors accessors;

        Step(String name) {
            this.name = name;
            this.index = name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : -1;
            this.accessors = new Accessors(name);
        }

        @Nullable
        Object read(Object bean) throws Throwable {
            if (bean instanceof Map<?, ?> map) {
                Object value = map.get(name);
                if (value != null || map.containsKey(name)) {
                    return value;
                }
                MethodHandle accessor = accessors.of(map.getClass());
                return accessor == null ? null : accessor.invokeExact(bean);
            }
            if (index >= 0) {
                return element(bean);
            }
            MethodHandle accessor = accessors.of(bean.getClass());
            return accessor == null ? NOTHING : accessor.invokeExact(bean);
        }

        private @Nullable Object element(Object bean) {
            if (bean instanceof List<?> list) {
                return index < list.size() ? list.get(index) : null;
            }
            return bean.getClass().isArray() && index < Array.getLength(bean) ? Array.get(bean, index) : null;
        }
    }
}
