package dev.mql.bean;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object is a stand-in that an ORM would load from the database when it is touched. What the shop did not need for its own
 * answer is not loaded on our account. Known by the names of the usual types, so that none of them has to be there. Thread-safe.
 */
final class Lazy {
    private static final MethodHandle LOADED = constant(false, Object.class);

    private static final ClassValue<MethodHandle> UNLOADED = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            for (Class<?> at = type; at != null; at = at.getSuperclass()) {
                for (Class<?> contract : at.getInterfaces()) {
                    MethodHandle test = test(contract);
                    if (test != null) {
                        return test;
                    }
                }
            }
            return LOADED;
        }
    };

    private Lazy() {}

    static boolean unloaded(Object bean) {
        MethodHandle test = UNLOADED.get(bean.getClass());
        try {
            return test != LOADED && (boolean) test.invokeExact(bean);
        } catch (Throwable theShops) {
            return true;
        }
    }

    private static @Nullable MethodHandle test(Class<?> contract) {
        MethodHandle test = null;
        try {
            switch (contract.getName()) {
                case "org.hibernate.collection.spi.PersistentCollection" -> test = not(of(contract, "wasInitialized"));
                case "org.eclipse.persistence.indirection.IndirectContainer" ->
                    test = not(of(contract, "isInstantiated"));
                case "org.hibernate.proxy.HibernateProxy" -> {
                    MethodHandle session = of(contract, "getHibernateLazyInitializer");
                    test = MethodHandles.filterReturnValue(
                            session, of(session.type().returnType(), "isUninitialized"));
                }
                default -> {
                    for (Class<?> parent : contract.getInterfaces()) {
                        test = test == null ? test(parent) : test;
                    }
                    return test;
                }
            }
        } catch (ReflectiveOperationException otherVersion) {
            return null;
        }
        return test.asType(MethodType.methodType(boolean.class, Object.class));
    }

    private static MethodHandle of(Class<?> type, String method) throws ReflectiveOperationException {
        return MethodHandles.publicLookup()
                .unreflect(Arrays.stream(type.getMethods())
                        .filter(m -> m.getName().equals(method) && m.getParameterCount() == 0)
                        .findFirst()
                        .orElseThrow(NoSuchMethodException::new));
    }

    private static MethodHandle not(MethodHandle test) {
        Class<?> type = test.type().parameterType(0);
        return MethodHandles.guardWithTest(test, constant(false, type), constant(true, type));
    }

    private static MethodHandle constant(boolean value, Class<?> of) {
        return MethodHandles.dropArguments(MethodHandles.constant(boolean.class, value), 0, of);
    }
}
