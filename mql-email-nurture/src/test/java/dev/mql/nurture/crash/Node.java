package dev.mql.nurture.crash;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.nurture.MqlNurture;
import dev.mql.store.redis.RedisStorage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** One node of the installation, without its web container. */
record Node(Mql mql, MqlNurture nurture) implements AutoCloseable {

    /** With one connection to the mail server, as the settings here say. */
    static final int SENDING_THREADS = 7;

    /** @param own settings beside and before the common ones */
    static Node start(String redis, String smtp, InstantSource clock, Tap tap, Map<String, String> own) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "mql.redis.url", redis,
                "mql.secret", "0123456789abcdef0123456789abcdef",
                "mql.base-url", "https://shop.example",
                "mql.shop.name", "Fenn & Lark",
                "mql.smtp.url", smtp,
                "mql.mail.from", "Fenn & Lark <cart@shop.example>",
                "mql.mail.postal-address", "Fenn & Lark, Lindenstraße 12, 50674 Köln"));
        settings.putAll(Map.of(
                "mql.recovery.holdout",
                "0",
                "mql.mail.quiet-hours",
                "off",
                "mql.mail.catch-up",
                "0",
                "mql.smtp.connections",
                "1"));
        settings.putAll(own);
        Mql mql = Mql.builder()
                .config(Config.of(settings))
                .clock(clock)
                .storage(new TappedStorage(new RedisStorage(redis, 16, Duration.ofDays(730), clock), tap))
                .build();
        return new Node(mql, MqlNurture.register(BareContext.of(mql)));
    }

    /** In the order of a container: first its servlets, then what the shop's listener opened. */
    @Override
    public void close() {
        nurture.close();
        mql.close();
    }
}
