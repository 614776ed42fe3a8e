package dev.mql.servlet;

import dev.mql.bean.BeanPath;
import dev.mql.bean.Misses;
import dev.mql.bean.Unreadable;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import dev.mql.event.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the settings {@code mql.cart.…} say of the shop's own cart object, and a cart read by them. Thread-safe. */
final class CartBean {
    private static final BigDecimal MOST_PIECES = BigDecimal.valueOf(9_999);

    private final Misses misses;
    private final BeanPath items;
    private final BeanPath id;
    private final BeanPath name;
    private final BeanPath price;
    private final BeanPath quantity;
    private final BeanPath image;
    private final BeanPath url;
    private final @Nullable BeanPath ref;
    private final @Nullable String fixedCurrency;
    private final BeanPath currency;
    private final boolean minor;
    /** Where a map's keys are asked for, its lines are entries rather than values. */
    private final boolean entries;

    /** @throws ConfigException if a path can not be one */
    CartBean(Config config, Misses misses) {
        this.misses = misses;
        this.items = path(config, Settings.CART_ITEMS);
        this.id = path(config, Settings.CART_ITEM_ID);
        this.name = path(config, Settings.CART_ITEM_NAME);
        this.price = path(config, Settings.CART_ITEM_PRICE);
        this.quantity = path(config, Settings.CART_ITEM_QUANTITY);
        this.image = path(config, Settings.CART_ITEM_IMAGE);
        this.url = path(config, Settings.CART_ITEM_URL);
        this.ref = config.isSet(Settings.CART_ID) ? path(config, Settings.CART_ID) : null;
        String given = config.get(Settings.CART_CURRENCY);
        this.fixedCurrency = given.matches("[A-Z]{3}") ? given : null;
        this.currency = path(config, Settings.CART_CURRENCY);
        this.minor = config.get(Settings.CART_PRICE_UNIT).equals("minor");
        this.entries = config.get(Settings.CART_ITEM_ID).matches("key(\\..*)?");
    }

    private BeanPath path(Config config, Setting<String> setting) {
        try {
            return BeanPath.parse(config.get(setting), setting.key(), misses);
        } catch (IllegalArgumentException bad) {
            throw new ConfigException(List.of(config.refusal(setting, String.valueOf(bad.getMessage()))));
        }
    }

    /**
     * A cart at one instant: its lines as the shop has them.
     *
     * @param common the currency of the whole cart; {@code null} where each line has its own
     */
    record View(Object bean, List<?> lines, @Nullable String common) {}

    /** @throws Unreadable if the shop's code does not let us: then nothing is known, which is not an empty cart */
    View view(Object bean) throws Unreadable {
        List<?> lines = elements(items.need(bean));
        return new View(bean, lines, fixedCurrency != null ? fixedCurrency : money(currency.read(bean)));
    }

    /** A number for the state of a cart: the same state gives the same number; 0 for an empty one. */
    int state(View view) throws Unreadable {
        if (view.lines.isEmpty()) {
            return 0;
        }
        int hash = view.common == null ? 0 : view.common.hashCode();
        for (Object line : view.lines) {
            hash = 31 * hash + hash(id.read(line));
            hash = 31 * hash + hash(quantity.read(line));
            hash = 31 * hash + hash(price.read(line));
            if (view.common == null) {
                hash = 31 * hash + hash(currency.read(line));
            }
        }
        if (ref != null) {
            hash = 31 * hash + hash(ref.read(view.bean));
        }
        return hash == 0 ? 1 : hash;
    }

    private static int hash(@Nullable Object value) {
        return value instanceof Number
                ? value.hashCode()
                : value instanceof String text
                        ? text.hashCode()
                        : String.valueOf(value).hashCode();
    }

    /**
     * The cart, of at most {@value Cart#MAX_LINES} lines; lines of one item are one line.
     *
     * @throws Unreadable if there are lines and none of them can be read
     */
    Cart cart(View view) throws Unreadable {
        String money = view.common;
        Map<String, CartLine> lines = new LinkedHashMap<>();
        Unreadable trouble = null;
        for (Object bean : view.lines) {
            String its = view.common != null ? view.common : money(currency.read(bean));
            money = money != null ? money : its;
            if (its != null && !its.equals(money)) {
                misses.missed("mql.cart.currency", bean.getClass(), "a line in another currency is left out.");
                continue;
            }
            try {
                CartLine line = line(bean, its == null ? "EUR" : its);
                if (line != null && (lines.containsKey(line.id()) || lines.size() < Cart.MAX_LINES)) {
                    lines.merge(line.id(), line, CartBean::both);
                } else if (line != null) {
                    misses.missed(
                            "mql.cart.items", bean.getClass(), "lines beyond " + Cart.MAX_LINES + " are left out.");
                }
            } catch (Unreadable counted) {
                trouble = counted;
            }
        }
        if (lines.isEmpty() && trouble != null) {
            throw trouble;
        }
        return Cart.held(List.copyOf(lines.values()), money == null ? "EUR" : money)
                .withRef(ref == null ? null : text(ref.read(view.bean)));
    }

    private static CartLine both(CartLine one, CartLine other) {
        int pieces = Math.min(MOST_PIECES.intValue(), one.quantity() + other.quantity());
        BigDecimal price = one.price().compareTo(other.price()) == 0
                ? one.price()
                : one.total()
                        .add(other.total())
                        .divide(BigDecimal.valueOf(one.quantity() + other.quantity()), 6, RoundingMode.HALF_UP);
        return new CartLine(one.id(), one.name(), price, pieces, one.image(), one.url());
    }

    /** @return {@code null} for a line that is none: without an item, without a piece, without a price that can be one */
    private @Nullable CartLine line(Object bean, String money) throws Unreadable {
        String itemId = text(id.need(bean));
        BigDecimal exact = amount(price.read(bean));
        BigDecimal pieces = amount(quantity.read(bean));
        if (itemId == null || exact == null || pieces != null && pieces.signum() == 0) {
            return null;
        }
        String itemName = text(name.read(bean));
        return new CartLine(
                itemId,
                itemName == null ? itemId : itemName,
                minor ? exact.movePointLeft(digits(money)).setScale(digits(money), RoundingMode.HALF_UP) : exact,
                pieces == null ? 1 : pieces.min(MOST_PIECES).intValue(),
                text(image.read(bean)),
                text(url.read(bean)));
    }

    private static int digits(String money) {
        try {
            return Math.max(0, Currency.getInstance(money).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }

    /** A copy: another request may change the cart meanwhile. */
    private List<?> elements(@Nullable Object items) {
        if (items instanceof Map<?, ?> map) {
            return Arrays.asList((entries ? map.entrySet() : map.values()).toArray());
        }
        if (items instanceof Collection<?> lines) {
            return Arrays.asList(lines.toArray());
        }
        if (items instanceof Iterable<?> lines) {
            List<Object> all = new ArrayList<>();
            lines.forEach(all::add);
            return all;
        }
        return items instanceof Object[] array ? Arrays.asList(array) : List.of();
    }

    private static @Nullable String money(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return text.length() == 3 && text.chars().allMatch(c -> c >= 'A' && c <= 'Z') ? text : null;
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
            BigDecimal exact = value instanceof BigDecimal decimal
                    ? decimal
                    : new BigDecimal(value.toString().strip());
            return exact.signum() < 0 || exact.precision() - exact.scale() > 12
                    ? null
                    : exact.scale() > 6 ? exact.setScale(6, RoundingMode.HALF_UP) : exact;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
