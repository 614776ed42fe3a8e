package dev.mql.admin.access;

import dev.mql.admin.web.Call;
import dev.mql.admin.web.Door;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.identity.Vault;
import dev.mql.store.RecordStore;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in and out. Thread-safe; may block. */
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    /** Checking a password is slow by design: two at a time, so that guessing never takes the shop's processors. */
    private static final Semaphore CHECKS = new Semaphore(2, true);

    private final Config config;
    private final Access access;
    private final Accounts accounts;
    private final Attempts attempts;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Vault vault;

    /** @throws dev.mql.config.ConfigException if the settings of access can not be used */
    public SignIn(Config config, RecordStore records, Vault vault, InstantSource clock) {
        this.config = config;
        this.access = Access.of(config);
        this.accounts = new Accounts(records);
        this.attempts = new Attempts(records, clock);
        this.sessions = new Sessions(records, clock);
        this.cookie = new SessionCookie(config.get(Settings.BASE_URL));
        this.vault = vault;
    }

    /** @param page how a failure looks, given the site's root */
    public Door door(BiFunction<Failure, String, Reply> page) {
        return new AdminDoor(access, sessions, cookie, vault.key("admin form"), page);
    }

    /** Whether people sign in here at all, rather than at the container. */
    public boolean usesAccounts() {
        return access.users();
    }

    /** Makes the first account from the settings, if there are any and nobody has an account yet. */
    public void prepare() {
        String name = config.get(Settings.ADMIN_USER);
        String password = config.get(Settings.ADMIN_PASSWORD);
        if (!access.users()) {
            return;
        }
        if (!name.isEmpty() && !password.isEmpty()) {
            if (accounts.createFirst(name, password)) {
                LOG.info("Admin: the first account was made from mql.admin.user and mql.admin.password");
            }
        } else if (accounts.none()) {
            LOG.warn("Admin: nobody can sign in yet; set mql.admin.user and mql.admin.password and start again");
        }
    }

    /**
     * Signs in under a new session id.
     *
     * @return the cookie to set; {@code null} if name and password do not match or were tried too often, whichever it was
     * @throws Failure if too many passwords are being checked at once
     */
    public @Nullable String signIn(Call call, String name, String password) {
        String address = call.request().getRemoteAddr();
        if (attempts.exhausted(name, address)) {
            LOG.warn("Admin: sign-in from {}.* refused, too many wrong passwords", Attempts.network(address));
            return null;
        }
        prepare();
        Accounts.Account account = checked(name, password);
        if (account == null) {
            attempts.failed(name, address);
            LOG.warn("Admin: sign-in from {}.* refused, wrong name or password", Attempts.network(address));
            return null;
        }
        attempts.succeeded(name, address);
        String before = cookie.read(call);
        if (before != null) {
            sessions.end(before);
        }
        LOG.info("Admin: somebody with role {} signed in", account.role().word());
        return cookie.set(call, sessions.begin(account));
    }

    private Accounts.@Nullable Account checked(String name, String password) {
        if (!CHECKS.tryAcquire()) {
            try {
                if (!CHECKS.tryAcquire(3, java.util.concurrent.TimeUnit.SECONDS)) {
                    throw new Failure(429, "busy", "One moment", "Many people sign in right now. Try again.");
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new Failure(503, "stopping", "One moment", "The shop is being restarted. Try again.");
            }
        }
        try {
            return accounts.check(name, password);
        } finally {
            CHECKS.release();
        }
    }

    /**
     * Ends the session of the call.
     *
     * @return the cookie to set
     */
    public String signOut(Call call) {
        String id = cookie.read(call);
        if (id != null) {
            sessions.end(id);
        }
        return cookie.clear(call);
    }
}
