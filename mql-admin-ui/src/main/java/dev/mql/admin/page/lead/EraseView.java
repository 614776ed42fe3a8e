package dev.mql.admin.page.lead;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked before a lead is erased. Public because the template reads it.
 *
 * @param goes what will be gone
 * @param stays what will not
 */
public record EraseView(
        String id,
        String name,
        List<String> goes,
        String stays,
        @Nullable String error) {}
