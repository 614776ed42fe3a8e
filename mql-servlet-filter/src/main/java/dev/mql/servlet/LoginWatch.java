package dev.mql.servlet;

import dev.mql.Mql;
import dev.mql.bean.BeanPath;
import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import dev.mql.event.EventId;
import dev.mql.event.Shopper;
import dev.mql.event.Source;
import dev.mql.event.StandIns;
import dev.mql.event.Texts;
import dev.mql.identity.Addresses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Sees who is logged in, and tells it once for each visitor and each change. By the shop's {@link LoginReader}, else a session
 * attribute, else the container's principal. What was told is kept in a small table; where two visitors share a place there, one is only
 * told once more. Thread-safe; waits for nothing.
 */
final class LoginWatch {
    private static final int REMEMBERED = 8_192;
    private static final long DAY = 86_400_000L;

    private final Mql mql;
    private final StandIns standIns;
    private final Misses misses;
    private final @Nullable LoginReader reader;
    private final String attribute;
    private final boolean principal;
    private final BeanPath email;
    private final BeanPath name;
    private final BeanPath locale;
    private final BeanPath customer;
    /** By visitor: 32 bits that name the visitor, 32 that name who it was last. */
    private final AtomicLongArray told = new AtomicLongArray(REMEMBERED);

    /** @throws ConfigException if a path can not be one */
    LoginWatch(Mql mql, Config config, @Nullable LoginReader reader, Misses misses) {
        this.mql = mql;
        this.standIns = new StandIns(mql.vault());
        this.misses = misses;
        this.reader = reader;
        this.attribute = config.get(Settings.LOGIN_ATTRIBUTE);
        this.principal = config.get(Settings.LOGIN_PRINCIPAL);
        this.email = path(config, Settings.LOGIN_EMAIL);
        this.name = path(config, Settings.LOGIN_NAME);
        this.locale = path(config, Settings.LOGIN_LOCALE);
        this.customer = path(config, Settings.LOGIN_CUSTOMER);
    }

    private BeanPath path(Config config, Setting<String> setting) {
        try {
            return BeanPath.parse(config.get(setting), setting.key(), misses);
        } catch (IllegalArgumentException bad) {
            throw new ConfigException(List.of(config.refusal(setting, String.valueOf(bad.getMessage()))));
        }
    }

    /** After the shop has answered a visitor who may be watched. */
    void after(HttpServletRequest request, String visitor) {
        Shopper shopper;
        try {
            shopper = who(request);
        } catch (RuntimeException | Error theShops) {
            misses.failed("The log-in", reader == null ? request.getClass() : reader.getClass(), theShops);
            return;
        }
        if (shopper == null || shopper.email() == null && StandIns.reference(shopper.customer()) == null) {
            return;
        }
        int state = shopper.withVisitor(null).hashCode();
        int visitor32 = visitor.hashCode();
        int place = (visitor32 ^ visitor32 >>> 15) & REMEMBERED - 1;
        long news = (long) visitor32 << 32 | state & 0xFFFF_FFFFL;
        if (told.get(place) != news) {
            long now = mql.clock().millis();
            // Told by two nodes, or again after a restart, it is still one event of that day.
            EventId id = EventId.parse("login:" + visitor + ':' + state + ':' + now / DAY);
            if (mql.sink()
                    .offer(standIns.event(shopper.withVisitor(visitor), Source.FILTER, now)
                            .withId(id))) {
                told.set(place, news);
            }
        }
    }

    private @Nullable Shopper who(HttpServletRequest request) {
        if (reader != null) {
            return reader.read(request);
        }
        if (!attribute.isEmpty()) {
            HttpSession session = request.getSession(false);
            Object held = session == null ? null : session.getAttribute(attribute);
            return held instanceof CharSequence text ? named(text.toString()) : held == null ? null : bean(held);
        }
        Principal container = principal ? request.getUserPrincipal() : null;
        return container == null ? null : named(container.getName());
    }

    /** A name that is an address is one; any other is what the shop calls the customer. */
    private static @Nullable Shopper named(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return Addresses.normal(text) != null ? Shopper.address(text) : Shopper.customer(text);
    }

    private Shopper bean(Object held) {
        String address = text(email.plain(held));
        return new Shopper(
                null,
                address == null ? null : Addresses.normal(address),
                text(customer.plain(held)),
                text(name.plain(held)),
                tag(text(locale.plain(held))),
                Map.of());
    }

    /** Java writes de_AT where the web writes de-AT. */
    private static @Nullable String tag(@Nullable String locale) {
        return locale == null ? null : locale.replace('_', '-');
    }

    private static @Nullable String text(@Nullable Object value) {
        String text = value == null ? "" : Texts.plain(value.toString());
        return text.isEmpty() ? null : text;
    }
}
