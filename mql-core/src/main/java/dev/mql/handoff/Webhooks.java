package dev.mql.handoff;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.identity.Vault;
import java.time.InstantSource;
import java.util.List;

/** Opens a channel for each receiver that the settings name. */
public final class Webhooks {
    private Webhooks() {}

    /**
     * @throws dev.mql.config.ConfigException if the settings do not go together
     */
    public static void open(
            Delivery delivery, Config config, Vault vault, InstantSource clock, Explanation.Source explanations) {
        if (!config.get(Settings.WEBHOOK_URLS).isEmpty()) {
            Post post = new Post(config.get(Settings.WEBHOOK_ALLOW_PRIVATE));
            open(delivery, config, vault, clock, explanations, post);
        }
    }

    static void open(
            Delivery delivery,
            Config config,
            Vault vault,
            InstantSource clock,
            Explanation.Source explanations,
            Post post) {
        List<Targets.Target> targets = Targets.of(config);
        Message message = new Message(config, vault, explanations);
        for (int i = 0; i < targets.size(); i++) {
            delivery.open("webhook:" + i, new Webhook(targets.get(i), message, post, clock));
        }
    }
}
