package dev.mql.handoff;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The receivers of webhooks as the settings name them, checked before anything is told. */
final class Targets {

    /**
     * One receiver.
     *
     * @param keys every one of them signs; the first is the one in use
     */
    record Target(URI url, List<SigningKey> keys) {
        Target {
            keys = List.copyOf(keys);
        }

        /** Where it is, without path and query, which may hold a token. */
        @Override
        public String toString() {
            return url.getScheme() + "://" + url.getRawAuthority();
        }
    }

    private Targets() {}

    /** @throws ConfigException if the settings do not go together */
    static List<Target> of(Config config) {
        List<URI> urls = config.get(Settings.WEBHOOK_URLS);
        List<String> secrets = config.get(Settings.WEBHOOK_SECRETS);
        List<String> problems = new ArrayList<>();
        if (!config.get(Settings.WEBHOOK_ALLOW_HTTP)
                && urls.stream().anyMatch(url -> !"https".equals(url.getScheme()))) {
            problems.add(config.refusal(
                    Settings.WEBHOOK_URLS, "must begin with https://, unless mql.webhook.allow-http = true"));
        }
        if (!urls.isEmpty() && secrets.size() != 1 && secrets.size() != urls.size()) {
            problems.add(config.refusal(
                    Settings.WEBHOOK_SECRETS,
                    "must be one key for all addresses of mql.webhook.url, or one for each; there are " + urls.size()
                            + " addresses and " + secrets.size() + " keys"));
        }
        List<Target> targets = new ArrayList<>();
        for (int i = 0; problems.isEmpty() && i < urls.size(); i++) {
            String secret = secrets.get(secrets.size() == 1 ? 0 : i);
            try {
                targets.add(new Target(urls.get(i), keys(secret)));
            } catch (IllegalArgumentException notAKey) {
                problems.add(config.refusal(
                        Settings.WEBHOOK_SECRETS,
                        "key " + (i + 1)
                                + " must have 32 characters or more, new|old each of them, and Base64 behind whsec_"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return targets;
    }

    private static List<SigningKey> keys(String secret) {
        List<SigningKey> keys = new ArrayList<>();
        for (String one : secret.split("\\|", -1)) {
            if (one.length() < 32) {
                throw new IllegalArgumentException("too short");
            }
            keys.add(SigningKey.of(one));
        }
        return keys;
    }
}
