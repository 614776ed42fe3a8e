package dev.mql.demo;

import dev.mql.admin.MqlAdmin;
import dev.mql.nurture.MqlNurture;
import dev.mql.servlet.MqlFilter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** The class of the README's five-minute start. */
@WebListener
public final class MqlInShop implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        register(event.getServletContext());
    }

    public static void register(ServletContext shop) {
        if (MqlFilter.register(shop) != null) { // null: mql.enabled = false
            MqlNurture.register(shop);
            MqlAdmin.register(shop);
        }
    }
}
