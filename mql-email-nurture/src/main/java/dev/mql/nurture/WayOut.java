package dev.mql.nurture;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import dev.mql.nurture.send.DailyQuota;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.SmtpMailSender;
import dev.mql.nurture.smtp.SmtpSettings;
import dev.mql.nurture.smtp.SmtpUrl;
import dev.mql.nurture.smtp.dkim.DkimKey;
import dev.mql.nurture.smtp.dkim.DkimSigner;
import dev.mql.nurture.smtp.pace.Pace;
import dev.mql.nurture.smtp.pace.WarmUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of mails out as the settings say; throws {@link ConfigException} where one can not be used. */
final class WayOut {
    private static final int LONGEST_KEY_FILE = 64 * 1024;

    private WayOut() {}

    /** @param from sender of all mails */
    static MailSender sender(Mql mql, SmtpUrl server, Mailbox from) {
        Config config = mql.config();
        Mailbox bounce = config.isSet(Settings.MAIL_BOUNCE_ADDRESS)
                ? read(
                        config,
                        Settings.MAIL_BOUNCE_ADDRESS,
                        () -> new Mailbox(null, config.get(Settings.MAIL_BOUNCE_ADDRESS)))
                : null;
        DkimSigner dkim = dkim(config, from);
        SmtpSettings settings = read(
                config,
                Settings.MAIL_BOUNCE_ADDRESS,
                () -> new SmtpSettings(
                        server,
                        from.domain(),
                        config.get(Settings.SMTP_CONNECTIONS),
                        bounce,
                        dkim,
                        SmtpSettings.TIMEOUT));
        return new SmtpMailSender(settings, mql.clock());
    }

    private static @Nullable DkimSigner dkim(Config config, Mailbox from) {
        List<String> selectors = config.get(Settings.MAIL_DKIM_SELECTOR);
        if (!config.isSet(Settings.MAIL_DKIM_KEY) && selectors.isEmpty()) {
            return null;
        }
        List<DkimKey> keys = read(
                config, Settings.MAIL_DKIM_KEY, () -> DkimKey.read(pem(config.get(Settings.MAIL_DKIM_KEY)), selectors));
        String domain = config.isSet(Settings.MAIL_DKIM_DOMAIN) ? config.get(Settings.MAIL_DKIM_DOMAIN) : from.domain();
        return read(config, Settings.MAIL_DKIM_DOMAIN, () -> new DkimSigner(domain, keys));
    }

    private static String pem(String keyOrPaths) {
        if (keyOrPaths.contains("-----BEGIN")) {
            return keyOrPaths;
        }
        StringBuilder all = new StringBuilder();
        for (String path : keyOrPaths.split(",", -1)) {
            try {
                Path file = Path.of(path.strip());
                if (Files.size(file) > LONGEST_KEY_FILE) {
                    throw new IllegalArgumentException("names a file of more than 64 KB");
                }
                all.append(Files.readString(file)).append('\n');
            } catch (IOException | InvalidPathException unreadable) {
                throw new IllegalArgumentException("names a file that can not be read", unreadable);
            }
        }
        return all.toString();
    }

    /** How fast mails may leave; the mails of a day are counted in the store. */
    static Pace pace(Mql mql) {
        Config config = mql.config();
        Pace.Limits limits = new Pace.Limits(
                config.get(Settings.MAIL_RATE),
                config.get(Settings.MAIL_DOMAIN_RATE),
                config.get(Settings.MAIL_DOMAIN_AT_ONCE),
                warmUp(config));
        return new Pace(limits, new DailyQuota(mql.records()));
    }

    private static WarmUp warmUp(Config config) {
        List<String> mails = config.get(Settings.MAIL_WARM_UP);
        String start = config.get(Settings.MAIL_WARM_UP_START);
        if (mails.isEmpty() && start.isEmpty()) {
            return new WarmUp(LocalDate.EPOCH, List.of());
        }
        LocalDate first = read(config, Settings.MAIL_WARM_UP_START, () -> {
            try {
                return LocalDate.parse(start);
            } catch (DateTimeParseException noDate) {
                throw new IllegalArgumentException("must be a day such as 2026-12-01, beside mql.mail.warm-up", noDate);
            }
        });
        return read(config, Settings.MAIL_WARM_UP, () -> {
            try {
                return new WarmUp(first, mails.stream().map(Integer::valueOf).toList());
            } catch (NumberFormatException noNumber) {
                throw new IllegalArgumentException("must be numbers of mails such as 50, 100, 200", noNumber);
            }
        });
    }

    private static <T> T read(Config config, Setting<?> setting, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(List.of(config.refusal(setting, String.valueOf(wrong.getMessage()))));
        }
    }
}
