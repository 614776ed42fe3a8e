package dev.mql.servlet;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Called by containers that read the jar's web fragment, before the listeners of MQL's other jars; adds nothing where the filter is
 * registered already.
 */
public final class MqlListener implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
        Registration.byContainer(event.getServletContext());
    }
}
