package dev.mql.servlet;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Called by containers that find the jar by themselves; adds nothing where the filter is registered already. */
public final class MqlInitializer implements ServletContainerInitializer {
    @Override
    public void onStartup(@Nullable Set<Class<?>> none, ServletContext shop) {
        Registration.byContainer(shop);
    }
}
