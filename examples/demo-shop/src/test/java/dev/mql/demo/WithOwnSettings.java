package dev.mql.demo;

import dev.mql.Mql;
import dev.mql.config.Config;
import jakarta.servlet.ServletContext;
import java.util.Map;

/** The lines of the README for shops that give settings from their program. */
final class WithOwnSettings {
    private WithOwnSettings() {}

    static void register(ServletContext shop) {
        Config config = Config.load(shop.getClassLoader(), Map.of("mql.base-url", "https://shop.example"));
        shop.setAttribute(Mql.ATTRIBUTE, Mql.builder().config(config).build());
        MqlInShop.register(shop);
    }
}
