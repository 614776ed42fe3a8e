package dev.mql.admin;

import jakarta.servlet.ServletContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether the module that sends mails is there; named by words only, so that this module starts without it. */
final class Nurture {
    /** Where it puts itself, perhaps after these pages were registered. */
    static final String ATTRIBUTE = "dev.mql.nurture.MqlNurture";

    private Nurture() {}

    /** Whether its classes can be loaded. */
    static boolean known() {
        try {
            Class.forName(ATTRIBUTE, false, Nurture.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    static Supplier<@Nullable Object> in(ServletContext context) {
        return known() ? () -> context.getAttribute(ATTRIBUTE) : () -> null;
    }
}
