package dev.mql.nurture.series;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import dev.mql.nurture.smtp.Mailbox;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the installation says of all mails.
 *
 * @param baseUrl address of the shop without a slash at its end; empty where none is set
 * @param basePath path of our pages under it
 * @param from sender of all mails, or {@code null} where none is set
 * @param postalAddress whether the law's postal address is there to be printed
 * @param permission who may be written to
 * @param zone of readers of whom no better is known
 * @param dryRun why nothing may leave this installation, or {@code null} where mails are sent
 */
public record SeriesSettings(
        String baseUrl,
        String basePath,
        @Nullable Mailbox from,
        boolean postalAddress,
        Permission permission,
        ZoneId zone,
        @Nullable String dryRun) {

    /**
     * @param dryRun see {@link #dryRun()}
     * @throws ConfigException if a setting can not be used
     */
    public static SeriesSettings of(Config config, @Nullable Mailbox from, @Nullable String dryRun) {
        String url = config.get(Settings.BASE_URL);
        return new SeriesSettings(
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                config.get(Settings.BASE_PATH),
                from,
                config.isSet(Settings.MAIL_POSTAL_ADDRESS),
                Permission.of(config),
                zone(config),
                dryRun);
    }

    private static ZoneId zone(Config config) {
        try {
            return ZoneId.of(config.get(Settings.MAIL_ZONE));
        } catch (DateTimeException none) {
            throw new ConfigException(
                    List.of(config.refusal(Settings.MAIL_ZONE, "must be a time zone such as Europe/Berlin")));
        }
    }

    /** Host of the shop; names the stream of mails. */
    public String host() {
        String host = baseUrl.isEmpty() ? null : URI.create(baseUrl).getHost();
        return host == null ? "localhost" : host;
    }
}
