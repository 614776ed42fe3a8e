package dev.mql.nurture;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import dev.mql.nurture.alert.AlertMails;
import dev.mql.nurture.inbound.Inbound;
import dev.mql.nurture.pages.CartRestorer;
import dev.mql.nurture.pages.LinkPages;
import dev.mql.nurture.pages.PresentCart;
import dev.mql.nurture.sent.Brakes;
import dev.mql.nurture.sent.Returns;
import dev.mql.nurture.series.Confirmations;
import dev.mql.nurture.series.Dispatch;
import dev.mql.nurture.series.Expiry;
import dev.mql.nurture.series.Recovery;
import dev.mql.nurture.series.SeriesSettings;
import dev.mql.nurture.series.Suppressions;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.SmtpMailSender;
import dev.mql.nurture.smtp.SmtpUrl;
import dev.mql.nurture.template.MailTemplates;
import dev.mql.nurture.template.PageTemplates;
import dev.mql.nurture.template.Shop;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches cart recovery on for one {@link Mql}: plans, sending, and the pages behind the links in mails.
 *
 * <pre>{@code
 * context.setAttribute(Mql.ATTRIBUTE, mql);
 * MqlNurture.register(context);
 * }</pre>
 */
public final class MqlNurture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MqlNurture.class);

    private static final String SERVLET = "mql-links";
    private static final MailSender NO_SENDER = (mail, look) -> {
        throw new IllegalStateException("a dry run sends nothing");
    };

    private final MailSender sender;

    private MqlNurture(MailSender sender) {
        this.sender = sender;
    }

    /**
     * Everything as the settings say; call it while the web application starts. In a WAR that is done by itself, after the listeners of
     * {@code web.xml} and {@code WEB-INF/classes}: one of those may register with parts of its own before.
     */
    public static MqlNurture register(ServletContext context) {
        return builder().register(context);
    }

    static boolean isRegistered(ServletContext context) {
        return context.getServletRegistration(SERVLET) != null;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Replaces parts; what is not said is as the settings say. */
    public static final class Builder {
        private @Nullable MailSender sender;
        private @Nullable CartRestorer restorer;
        private @Nullable PresentCart present;

        private Builder() {}

        /** Another way for mails to leave than {@code mql.smtp.url}. */
        public Builder mailSender(MailSender given) {
            sender = given;
            return this;
        }

        /** Another way to put a cart back than {@code mql.cart.restore}. */
        public Builder cartRestorer(CartRestorer given) {
            restorer = given;
            return this;
        }

        /** Another way to see what is in the cart now than {@code mql.cart.session-attribute}. */
        public Builder presentCart(PresentCart given) {
            present = given;
            return this;
        }

        /**
         * With {@code mql.enabled = false} nothing happens.
         *
         * @throws MqlException if there is no {@link Mql} under {@link Mql#ATTRIBUTE}, or it is registered here already
         * @throws ConfigException if a setting can not be used
         */
        public MqlNurture register(ServletContext context) {
            if (!(context.getAttribute(Mql.ATTRIBUTE) instanceof Mql mql)) {
                throw new MqlException("MqlNurture.register found no Mql in the servlet context: before it, call"
                        + " context.setAttribute(Mql.ATTRIBUTE, Mql.builder().build())");
            }
            if (isRegistered(context)) {
                throw new MqlException(
                        "MqlNurture.register was called twice for one web application. In a WAR it is called by"
                                + " itself after the listeners of web.xml and WEB-INF/classes; call it in one of those");
            }
            Config config = mql.config();
            if (!config.get(Settings.ENABLED)) {
                return new MqlNurture(NO_SENDER);
            }
            Checked checked = new Checked(config);
            Mailbox from = checked.read(
                    Settings.MAIL_FROM, Mailbox::parse, "must be an address such as Shop <cart@shop.example>");
            SmtpUrl server = checked.read(Settings.SMTP_URL, SmtpUrl::parse, null);
            CartRestorer putBack =
                    restorer != null ? restorer : checked.read(Settings.CART_RESTORE, CartRestorer::byRequest, null);
            checked.done();
            MailSender out = sender != null
                    ? sender
                    : server != null && from != null ? new SmtpMailSender(server, from.domain()) : NO_SENDER;
            Suppressions suppressions = new Suppressions(mql.records());
            Brakes brakes = new Brakes(mql.records(), mql.clock(), mql.counters());
            Returns returns = new Returns(mql.records(), mql.vault());
            Shop shop = shop(config);
            plan(mql, SeriesSettings.of(config, from, dryRun(mql, out)), shop, out, suppressions);
            String base = config.get(Settings.BASE_PATH);
            PageTemplates pages = new PageTemplates(
                    shop, context.getContextPath() + "/", context.getContextPath() + base + "/pages.css");
            Inbound inbound = Inbound.open(mql, suppressions, returns, brakes, context);
            ServletRegistration.Dynamic servlet = context.addServlet(
                    SERVLET,
                    new LinkPages(
                            mql,
                            suppressions,
                            pages,
                            putBack != null ? putBack : CartRestorer.NONE,
                            present != null ? present : PresentCart.inSession(mql),
                            () -> close(inbound, brakes, out)));
            servlet.addMapping(base + "/r/*", base + "/u/*", base + "/f/*", base + "/y/*", base + "/pages.css");
            servlet.setLoadOnStartup(1);
            return new MqlNurture(out);
        }
    }

    private static void plan(Mql mql, SeriesSettings settings, Shop shop, MailSender out, Suppressions suppressions) {
        mql.addPlanner(new Recovery(settings));
        mql.addPlanner(new Confirmations());
        mql.addPlanner(new Expiry());
        mql.onDue(new Dispatch(mql, settings, new MailTemplates(shop), out, suppressions));
        mql.beforeErasing(suppressions::keep);
        AlertMails.open(mql, settings, shop, out);
    }

    private static void close(Inbound inbound, Brakes brakes, MailSender out) {
        inbound.close();
        brakes.flush();
        out.close();
    }

    /** Why nothing may leave, or {@code null}. */
    private static @Nullable String dryRun(Mql mql, MailSender out) {
        if (out == NO_SENDER) {
            LOG.warn("Mails are planned but not sent: mql.smtp.url and mql.mail.from are not both set.");
            return "dry_run";
        }
        if (!mql.durable()) {
            LOG.warn("Mails are planned but not sent: without mql.redis.url nothing remembers what was sent.");
            return "no_store";
        }
        return null;
    }

    private static Shop shop(Config config) {
        return new Shop(
                config.get(Settings.SHOP_NAME),
                config.get(Settings.MAIL_POSTAL_ADDRESS),
                unlessEmpty(config.get(Settings.MAIL_SHIPPING)),
                unlessEmpty(config.get(Settings.MAIL_RETURNS)),
                unlessEmpty(config.get(Settings.MAIL_HELP)));
    }

    private static @Nullable String unlessEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Reads settings whose form only this module knows, and tells all mistakes at once. */
    private static final class Checked {
        private final Config config;
        private final List<String> problems = new ArrayList<>();

        Checked(Config config) {
            this.config = config;
        }

        <T> @Nullable T read(Setting<String> setting, Function<String, T> parse, @Nullable String allowed) {
            if (!config.isSet(setting)) {
                return null;
            }
            try {
                return parse.apply(config.get(setting));
            } catch (IllegalArgumentException wrong) {
                problems.add(config.refusal(setting, allowed == null ? String.valueOf(wrong.getMessage()) : allowed));
                return null;
            }
        }

        void done() {
            if (!problems.isEmpty()) {
                throw new ConfigException(problems);
            }
        }
    }

    /** Lets go of the mail server; the web application does so by itself when it stops. */
    @Override
    public void close() {
        sender.close();
    }
}
