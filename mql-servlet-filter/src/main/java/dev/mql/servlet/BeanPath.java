package dev.mql.servlet;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A path such as {@code customer.addresses.0.city} over the shop's own objects: getters, record accessors, public fields, map keys,
 * list and array indexes. Thread-safe. Reading never throws, whatever the shop's code does: what can not be read is not there.
 */
final class BeanPath {
    private static final MethodType ANY = MethodType.methodType(Object.class, Object.class);
    private static final MethodHandle ABSENT =
            MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, Object.class);

    private final Step[] steps;

    private BeanPath(Step[] steps) {
        this.steps = steps;
    }

    /**
     * @param text empty for the object itself
     * @throws IllegalArgumentException with a sentence about what is allowed
     */
    static BeanPath parse(String text) {
        if (text.isEmpty()) {
            return new BeanPath(new Step[0]);
        }
        if (!text.matches("[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64}){0,7}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" must be names with dots between, such as customer.name");
        }
        return new BeanPath(Stream.of(text.split("\\.", -1)).map(Step::new).toArray(Step[]::new));
    }

    @Nullable
    Object read(@Nullable Object bean) {
        Object value = bean;
        for (Step step : steps) {
            if (value == null) {
                return null;
            }
            value = step.read(value);
        }
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    private static final class Step {
        private final String name;
        private final ClassValue<MethodHandle> accessors = new ClassValue<>() {
            @Override
            protected MethodHandle computeValue(Class<?> type) {
                return accessor(type).asType(ANY);
            }
        };

        Step(String name) {
            this.name = name;
        }

        @Nullable
        Object read(Object bean) {
            if (bean instanceof Map<?, ?> map) {
                return map.get(name);
            }
            if (Character.isDigit(name.charAt(0))) {
                return element(bean);
            }
            try {
                return accessors.get(bean.getClass()).invokeExact(bean);
            } catch (Throwable theShops) {
                return null;
            }
        }

        private @Nullable Object element(Object bean) {
            try {
                int index = Integer.parseInt(name);
                return bean instanceof List<?> list
                        ? list.get(index)
                        : bean instanceof Object[] array ? array[index] : null;
            } catch (RuntimeException none) {
                return null;
            }
        }

        private MethodHandle accessor(Class<?> type) {
            String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            for (String method : List.of("get" + capital, name, "is" + capital)) {
                for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                    MethodHandle found = method(at, method);
                    for (Class<?> contract : at.getInterfaces()) {
                        found = found == null ? method(contract, method) : found;
                    }
                    if (found != null) {
                        return found;
                    }
                }
            }
            return field(type);
        }

        /** A public method without parameters, also where its class is not public. */
        private static @Nullable MethodHandle method(Class<?> type, String name) {
            try {
                Method method = type.getDeclaredMethod(name);
                if (!Modifier.isPublic(method.getModifiers())
                        || Modifier.isStatic(method.getModifiers())
                        || method.getReturnType() == void.class) {
                    return null;
                }
                if (!Modifier.isPublic(type.getModifiers())) {
                    method.setAccessible(true);
                }
                return MethodHandles.lookup().unreflect(method);
            } catch (ReflectiveOperationException | InaccessibleObjectException | SecurityException none) {
                return null;
            }
        }

        private MethodHandle field(Class<?> type) {
            try {
                Field field = type.getField(name);
                if (!Modifier.isPublic(field.getDeclaringClass().getModifiers())) {
                    field.setAccessible(true);
                }
                return Modifier.isStatic(field.getModifiers())
                        ? ABSENT
                        : MethodHandles.lookup().unreflectGetter(field);
            } catch (ReflectiveOperationException | InaccessibleObjectException | SecurityException none) {
                return ABSENT;
            }
        }
    }
}
