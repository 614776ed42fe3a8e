package dev.mql.nurture.series;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.lead.Stage;
import dev.mql.nurture.smtp.Mailbox;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the series go by.
 *
 * @param delays when each step is due after the last touch of the cart, rising
 * @param minStage reminders go to leads of this stage and higher ones
 * @param baseUrl address of the shop without a slash at its end; empty where none is set
 * @param basePath path of our pages under it
 * @param from sender of all mails, or {@code null} where none is set
 * @param postalAddress whether the law's postal address is there to be printed
 * @param basis what mail may rest on
 * @param dryRun why nothing may leave this installation, or {@code null} where mails are sent
 */
public record SeriesSettings(
        List<Duration> delays,
        Stage minStage,
        String baseUrl,
        String basePath,
        @Nullable Mailbox from,
        boolean postalAddress,
        MailBasis basis,
        @Nullable String dryRun) {

    public SeriesSettings {
        delays = List.copyOf(delays);
    }

    /**
     * @param dryRun see {@link #dryRun()}
     * @throws dev.mql.config.ConfigException if a setting can not be used
     */
    public static SeriesSettings of(Config config, @Nullable Mailbox from, @Nullable String dryRun) {
        String url = config.get(Settings.BASE_URL);
        return new SeriesSettings(
                config.get(Settings.RECOVERY_DELAYS),
                Stage.valueOf(config.get(Settings.RECOVERY_MIN_STAGE).toUpperCase(Locale.ROOT)),
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                config.get(Settings.BASE_PATH),
                from,
                config.isSet(Settings.MAIL_POSTAL_ADDRESS),
                MailBasis.of(config),
                dryRun);
    }

    /** Host of the shop; names the stream of mails. */
    String host() {
        String host = baseUrl.isEmpty() ? null : URI.create(baseUrl).getHost();
        return host == null ? "localhost" : host;
    }
}
