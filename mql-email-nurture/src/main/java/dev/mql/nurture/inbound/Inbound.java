package dev.mql.nurture.inbound;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import dev.mql.nurture.sent.Brakes;
import dev.mql.nurture.sent.Returns;
import dev.mql.nurture.series.Suppressions;
import dev.mql.nurture.smtp.inbox.ImapUrl;
import dev.mql.nurture.smtp.inbox.Inbox;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ways by which bounces and complaints come in, as the settings say; each stays closed without its setting. */
public final class Inbound implements AutoCloseable {
    private static final String SERVLET = "mql-inbound";

    private final @Nullable Poll poll;

    private Inbound(@Nullable Poll poll) {
        this.poll = poll;
    }

    /**
     * Registers the endpoint if a provider is set, and starts the thread that reads the mailbox if one is. Close it when the web
     * application stops.
     *
     * @throws ConfigException if a setting can not be used
     */
    public static Inbound open(
            Mql mql, Suppressions suppressions, Returns returns, Brakes brakes, ServletContext context) {
        Config config = mql.config();
        Map<String, Provider> providers = providers(config);
        ImapUrl mailbox = read(config, Settings.INBOUND_MAILBOX, ImapUrl::parse);
        Consequences consequences = new Consequences(mql, returns, suppressions, brakes);
        if (!providers.isEmpty()) {
            ServletRegistration.Dynamic servlet =
                    context.addServlet(SERVLET, new InboundServlet(mql, providers, consequences));
            servlet.addMapping(config.get(Settings.BASE_PATH) + "/in/*");
        }
        if (mailbox == null) {
            return new Inbound(null);
        }
        Poll poll = new Poll(mql, new Inbox(mailbox), consequences, config.get(Settings.INBOUND_MAILBOX_EVERY));
        poll.start();
        return new Inbound(poll);
    }

    private static Map<String, Provider> providers(Config config) {
        Map<String, Provider> all = new TreeMap<>();
        add(all, "generic", read(config, Settings.INBOUND_GENERIC_SECRET, Generic::new));
        add(all, "mailgun", read(config, Settings.INBOUND_MAILGUN_KEY, Mailgun::new));
        add(all, "postmark", read(config, Settings.INBOUND_POSTMARK_PASSWORD, Postmark::new));
        add(all, "sendgrid", read(config, Settings.INBOUND_SENDGRID_KEY, key -> new SendGrid(P256.parse(key))));
        return all;
    }

    private static void add(Map<String, Provider> all, String name, @Nullable Provider provider) {
        if (provider != null) {
            all.put(name, provider);
        }
    }

    private static <T> @Nullable T read(Config config, Setting<String> setting, Function<String, T> parse) {
        if (!config.isSet(setting)) {
            return null;
        }
        try {
            return parse.apply(config.get(setting));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(List.of(config.refusal(setting, String.valueOf(wrong.getMessage()))));
        }
    }

    /** Ends the thread that reads the mailbox; at most some seconds. */
    @Override
    public void close() {
        if (poll != null) {
            poll.close();
        }
    }
}
