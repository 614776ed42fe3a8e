package dev.mql.nurture.pages;

import dev.mql.Mql;
import dev.mql.bean.BeanPath;
import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** What is in the cart of a shopper's session now. */
@FunctionalInterface
public interface PresentCart {

    /** Ids of the items, empty for an empty cart or no session; never makes a session and never throws. */
    Set<String> items(HttpServletRequest request);

    /** The same by the settings of now, which may change while the shop runs. */
    static PresentCart inSession(Mql mql) {
        Misses misses = new Misses(mql.counters());
        AtomicReference<PresentCart> now = new AtomicReference<>(inSession(mql.config(), misses));
        mql.onReload(() -> now.set(inSession(mql.config(), misses)));
        return request -> Objects.requireNonNull(now.get()).items(request);
    }

    /**
     * Reads the first session attribute that the settings name.
     *
     * @param misses hears of what can not be read
     * @throws dev.mql.config.ConfigException if a path can not be one
     */
    static PresentCart inSession(Config config, Misses misses) {
        List<String> attributes = config.get(Settings.CART_ATTRIBUTES);
        return new SessionCart(
                attributes.isEmpty() ? "" : attributes.get(0),
                path(config, Settings.CART_ITEMS, misses),
                path(config, Settings.CART_ITEM_ID, misses));
    }

    private static BeanPath path(Config config, Setting<String> setting, Misses misses) {
        try {
            return BeanPath.parse(config.get(setting), setting.key(), misses);
        } catch (IllegalArgumentException bad) {
            throw new ConfigException(List.of(config.refusal(setting, String.valueOf(bad.getMessage()))));
        }
    }
}
