package dev.mql.demo;

import dev.mql.admin.MqlAdmin;
import dev.mql.nurture.MqlNurture;
import dev.mql.servlet.MqlFilter;
import jakarta.servlet.ServletContext;

/** The lines of the README for embedded containers. */
final class MqlInShop {
    private MqlInShop() {}

    static void register(ServletContext shop) {
        if (MqlFilter.register(shop) != null) { // null: mql.enabled = false
            MqlNurture.register(shop);
            MqlAdmin.register(shop);
        }
    }
}
