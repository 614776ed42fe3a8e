package dev.mql.servlet;

import jakarta.servlet.ServletContext;
import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What the shop's own code says of a request, where settings can not. Given to {@link MqlFilter#register(ServletContext, ShopReaders)},
 * or found: as beans in Spring Boot, else as services ({@code META-INF/services}) on the shop's class path. Each may be {@code null}.
 */
public record ShopReaders(
        @Nullable CartReader cart,
        @Nullable LoginReader login,
        @Nullable OrderReader order,
        @Nullable ConsentReader consent) {

    /** The shop says nothing. */
    public static final ShopReaders NONE = new ShopReaders(null, null, null, null);

    private static final String ATTRIBUTE = ShopReaders.class.getName();

    public ShopReaders withCart(CartReader reader) {
        return new ShopReaders(reader, login, order, consent);
    }

    public ShopReaders withLogin(LoginReader reader) {
        return new ShopReaders(cart, reader, order, consent);
    }

    public ShopReaders withOrder(OrderReader reader) {
        return new ShopReaders(cart, login, reader, consent);
    }

    public ShopReaders withConsent(ConsentReader reader) {
        return new ShopReaders(cart, login, order, reader);
    }

    void give(ServletContext shop) {
        shop.setAttribute(ATTRIBUTE, this);
    }

    /** Those that were given; for each that was not, the service on the class path. */
    static ShopReaders of(ServletContext shop) {
        ShopReaders given = shop.getAttribute(ATTRIBUTE) instanceof ShopReaders readers ? readers : NONE;
        return new ShopReaders(
                given.cart != null ? given.cart : service(CartReader.class),
                given.login != null ? given.login : service(LoginReader.class),
                given.order != null ? given.order : service(OrderReader.class),
                given.consent != null ? given.consent : service(ConsentReader.class));
    }

    /** Looked for once at start, on the thread that starts the shop, whose class loader is the shop's. */
    private static <T> @Nullable T service(Class<T> type) {
        Iterator<T> found = ServiceLoader.load(type).iterator();
        return found.hasNext() ? found.next() : null;
    }
}
