package dev.mql.nurture.crash;

import dev.mql.Mql;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** A web application that has an {@link Mql} and serves nothing: enough to register, quicker to start than a container. */
final class BareContext {
    private BareContext() {}

    static ServletContext of(Mql mql) {
        ServletRegistration.Dynamic registration =
                proxy(ServletRegistration.Dynamic.class, (self, method, given) -> nothing(method.getReturnType()));
        return proxy(ServletContext.class, (self, method, given) -> switch (method.getName()) {
            case "getAttribute" -> Mql.ATTRIBUTE.equals(given[0]) ? mql : null;
            case "getContextPath" -> "";
            case "addServlet" -> registration;
            default -> nothing(method.getReturnType());
        });
    }

    private static @Nullable Object nothing(Class<?> type) {
        return type == boolean.class ? Boolean.FALSE : type == int.class ? Integer.valueOf(0) : null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
