package dev.mql.bean;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one property is read of each class that was met. What was found is kept by the class itself, so it ends with the class; a shop
 * that is deployed anew leaves nothing behind. Thread-safe.
 */
final class Accessors {
    private static final MethodType ANY = MethodType.methodType(Object.class, Object.class);
    private static final MethodHandle NONE =
            MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, Object.class);

    private final String name;
    private final ClassValue<MethodHandle> byClass = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            MethodHandle found = find(type);
            return found == null ? NONE : found.asType(ANY);
        }
    };

    Accessors(String name) {
        this.name = name;
    }

    /** Takes the bean and gives the property, both as {@code Object}; {@code null} if there is nothing of that name. */
    @Nullable
    MethodHandle of(Class<?> type) {
        MethodHandle found = byClass.get(type);
        return found == NONE ? null : found;
    }

    private @Nullable MethodHandle find(Class<?> type) {
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        for (String method : List.of("get" + capital, name, "is" + capital)) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                MethodHandle found = declared(at, method);
                if (found != null) {
                    return found;
                }
            }
        }
        return field(type);
    }

    /** The class's own method, or that of an interface, which is of use where the class can not be looked into. */
    private static @Nullable MethodHandle declared(Class<?> type, String method) {
        MethodHandle found = method(type, method);
        for (Class<?> contract : type.getInterfaces()) {
            if (found == null) {
                found = declared(contract, method);
            }
        }
        return found;
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
        } catch (ReflectiveOperationException | InaccessibleObjectException | SecurityException | LinkageError none) {
            return null;
        }
    }

    private @Nullable MethodHandle field(Class<?> type) {
        try {
            Field field = type.getField(name);
            if (!Modifier.isPublic(field.getDeclaringClass().getModifiers())) {
                field.setAccessible(true);
            }
            return Modifier.isStatic(field.getModifiers())
                    ? null
                    : MethodHandles.lookup().unreflectGetter(field);
        } catch (ReflectiveOperationException | InaccessibleObjectException | SecurityException | LinkageError none) {
            return null;
        }
    }
}
