package dev.mql.nurture.pages;

import dev.mql.Mql;
import dev.mql.bean.BeanPath;
import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import dev.mql.identity.Addresses;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody is signed in who did not get the mail, by the session attribute of {@code mql.login.…}, else by the container's user.
 * Who is signed in and can not be told to be the one counts as another. Thread-safe.
 */
final class SignedIn {
    private final Mql mql;
    private final Misses misses;
    private final AtomicReference<Paths> now = new AtomicReference<>();

    /** Where the settings of now say that a log-in is to be found. */
    private record Paths(String attribute, boolean principal, BeanPath email, BeanPath customer) {}

    /** @throws ConfigException if a path can not be one */
    SignedIn(Mql mql) {
        this.mql = mql;
        this.misses = new Misses(mql.counters());
        now.set(paths(mql.config()));
        mql.onReload(() -> now.set(paths(mql.config())));
    }

    private Paths paths(Config config) {
        return new Paths(
                config.get(Settings.LOGIN_ATTRIBUTE),
                config.get(Settings.LOGIN_PRINCIPAL),
                path(config, Settings.LOGIN_EMAIL),
                path(config, Settings.LOGIN_CUSTOMER));
    }

    private BeanPath path(Config config, Setting<String> setting) {
        try {
            return BeanPath.parse(config.get(setting), setting.key(), misses);
        } catch (IllegalArgumentException bad) {
            throw new ConfigException(List.of(config.refusal(setting, String.valueOf(bad.getMessage()))));
        }
    }

    /** Whether the session is that of somebody else than the owner of the link; never makes a session. */
    boolean another(HttpServletRequest request, @Nullable Lead owner) {
        Paths paths = Objects.requireNonNull(now.get());
        if (!paths.attribute().isEmpty()) {
            HttpSession session = request.getSession(false);
            Object held = session == null ? null : session.getAttribute(paths.attribute());
            if (held == null) {
                return false;
            }
            return held instanceof CharSequence text
                    ? !isOwner(text.toString(), owner)
                    : !isOwner(text(paths.email().plain(held)), owner)
                            && !isOwner(text(paths.customer().plain(held)), owner);
        }
        Principal user = paths.principal() ? request.getUserPrincipal() : null;
        return user != null && !isOwner(text(user.getName()), owner);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString().strip();
    }

    /** @param name a mail address, or the shop's own id of a customer */
    private boolean isOwner(String name, @Nullable Lead owner) {
        if (owner == null || name.isEmpty()) {
            return false;
        }
        Vault vault = mql.vault();
        Person person = owner.person();
        String address = Addresses.normal(name);
        return address != null && vault.addressHashes(address).contains(String.valueOf(person.addressHash()))
                || vault.customerHashes(name).contains(String.valueOf(person.customerHash()));
    }
}
