package dev.mql.servlet;

import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpSession;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cart that the shop keeps in the session, and tells whether it differs from the last time. What it saw last is kept in a
 * small table beside the session, never in it; where two sessions share a place there, a cart is only told once more. Thread-safe.
 */
final class SessionCart {
    private static final int REMEMBERED = 16_384;

    private final String attribute;
    private final BeanPath items;
    private final BeanPath id;
    private final BeanPath name;
    private final BeanPath price;
    private final BeanPath quantity;
    private final BeanPath image;
    private final BeanPath url;
    private final @Nullable String fixedCurrency;
    private final BeanPath currency;
    /** By session: 32 bits that name the session, 32 that name the state of its cart; 0 for an empty one. */
    private final AtomicLongArray seen = new AtomicLongArray(REMEMBERED);

    private SessionCart(Config config) {
        this.attribute = config.get(Settings.CART_ATTRIBUTE);
        this.items = path(config, Settings.CART_ITEMS);
        this.id = path(config, Settings.CART_ITEM_ID);
        this.name = path(config, Settings.CART_ITEM_NAME);
        this.price = path(config, Settings.CART_ITEM_PRICE);
        this.quantity = path(config, Settings.CART_ITEM_QUANTITY);
        this.image = path(config, Settings.CART_ITEM_IMAGE);
        this.url = path(config, Settings.CART_ITEM_URL);
        String given = config.get(Settings.CART_CURRENCY);
        this.fixedCurrency = given.matches("[A-Z]{3}") ? given : null;
        this.currency = path(config, Settings.CART_CURRENCY);
    }

    /** @return {@code null} if the shop names no session attribute */
    static @Nullable SessionCart of(Config config) {
        return config.isSet(Settings.CART_ATTRIBUTE) ? new SessionCart(config) : null;
    }

    private static BeanPath path(Config config, Setting<String> setting) {
        try {
            return BeanPath.parse(config.get(setting));
        } catch (IllegalArgumentException bad) {
            throw new ConfigException(List.of(config.refusal(setting, String.valueOf(bad.getMessage()))));
        }
    }

    /** What a session holds now, if that is news. */
    record News(Cart cart, int place, long state) {}

    /** The cart if it has changed since it was {@linkplain #told}, or is seen for the first time and not empty. */
    @Nullable
    News read(HttpSession session, long now) {
        Object bean = session.getAttribute(attribute);
        int session32 = session.getId().hashCode();
        int place = (session32 ^ session32 >>> 15) & REMEMBERED - 1;
        long last = seen.get(place);
        boolean mine = (int) (last >>> 32) == session32;
        if (bean == null && (!mine || (int) last == 0)) {
            return null;
        }
        Object[] lines = bean == null ? new Object[0] : elements(items.read(bean));
        String money = bean == null ? "" : currency(bean);
        int hash = lines.length == 0 ? 0 : hash(lines, money);
        if (hash == (mine ? (int) last : 0)) {
            return null;
        }
        return new News(Cart.snapshot(lines(lines), money, now), place, (long) session32 << 32 | hash & 0xFFFF_FFFFL);
    }

    /** Remembers that this state was handed on. */
    void told(News news) {
        seen.set(news.place(), news.state());
    }

    private static Object[] elements(@Nullable Object items) {
        if (items instanceof Object[] array) {
            return array;
        }
        if (items instanceof Map<?, ?> map) {
            return map.values().toArray();
        }
        if (items instanceof Iterable<?> lines) {
            List<Object> all = new ArrayList<>();
            for (Object line : lines) {
                all.add(line);
            }
            return all.toArray();
        }
        return new Object[0];
    }

    private String currency(Object bean) {
        if (fixedCurrency != null) {
            return fixedCurrency;
        }
        String text = String.valueOf(currency.read(bean));
        return text.matches("[A-Z]{3}") ? text : "EUR";
    }

    private int hash(Object[] lines, String money) {
        int hash = money.hashCode();
        for (Object line : lines) {
            hash = 31 * hash + hash(id.read(line));
            hash = 31 * hash + hash(quantity.read(line));
            hash = 31 * hash + hash(price.read(line));
        }
        return hash == 0 ? 1 : hash;
    }

    private static int hash(@Nullable Object value) {
        return value instanceof Number
                ? value.hashCode()
                : String.valueOf(value).hashCode();
    }

    private List<CartLine> lines(Object[] beans) {
        List<CartLine> lines = new ArrayList<>(Math.min(beans.length, Cart.MAX_LINES));
        for (Object bean : Arrays.asList(beans).subList(0, Math.min(beans.length, Cart.MAX_LINES))) {
            String itemId = text(id.read(bean));
            BigDecimal exact = amount(price.read(bean));
            BigDecimal pieces = amount(quantity.read(bean));
            if (itemId == null || exact == null || pieces != null && pieces.signum() == 0) {
                continue;
            }
            String itemName = text(name.read(bean));
            lines.add(new CartLine(
                    itemId,
                    itemName == null ? itemId : itemName,
                    exact,
                    pieces == null ? 1 : pieces.min(BigDecimal.valueOf(9_999)).intValue(),
                    text(image.read(bean)),
                    text(url.read(bean))));
        }
        return lines;
    }

    private static @Nullable String text(@Nullable Object value) {
        String text = value == null ? "" : Texts.plain(value.toString());
        return text.isEmpty() ? null : text;
    }

    /** A price or a quantity in whatever form the shop has it; 0 where there is none, {@code null} where it can not be one. */
    private static @Nullable BigDecimal amount(@Nullable Object value) {
        if (value == null) {
            return BigDecimal.ZERO;
        }
        try {
            String text = value.toString();
            BigDecimal exact = value instanceof BigDecimal decimal ? decimal : new BigDecimal(text.strip());
            return exact.signum() < 0 || exact.precision() - exact.scale() > 12
                    ? null
                    : exact.scale() > 6 ? exact.setScale(6, RoundingMode.HALF_UP) : exact;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
