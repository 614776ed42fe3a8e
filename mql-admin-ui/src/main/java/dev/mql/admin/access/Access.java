package dev.mql.admin.access;

import dev.mql.MqlException;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the admin pages, as the settings say it.
 *
 * @param users whether accounts of ours are used
 * @param role the container's role that lets in, otherwise
 */
public record Access(boolean users, @Nullable String role) {

    /**
     * Reads the settings.
     *
     * @throws ConfigException if they can not be used
     */
    public static Access of(Config config) throws MqlException {
        String text = config.get(Settings.ADMIN_ACCESS);
        if (text.isEmpty()) {
            return new Access(false, null);
        }
        if (text.equals("users")) {
            return new Access(true, null);
        }
        if (text.matches("role:[A-Za-z0-9_.-]{1,64}")) {
            return new Access(false, text.substring("role:".length()));
        }
        throw new ConfigException(List.of(
                config.refusal(Settings.ADMIN_ACCESS, "must be users, role:NAME, or empty to close the pages")));
    }

    /** Whether anybody may: closed by default. */
    public boolean open() {
        return users || role != null;
    }
}
