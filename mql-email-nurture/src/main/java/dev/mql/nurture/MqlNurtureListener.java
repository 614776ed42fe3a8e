package dev.mql.nurture;

import dev.mql.Mql;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Called by containers that read the jar's web fragment, after the listeners of the shop and of MQL's filter: switches cart recovery
 * on where MQL runs and the shop has not done so itself.
 */
public final class MqlNurtureListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext shop = event.getServletContext();
        if (shop.getAttribute(Mql.ATTRIBUTE) instanceof Mql && !MqlNurture.isRegistered(shop)) {
            MqlNurture.register(shop);
        }
    }
}
