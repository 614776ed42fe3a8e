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
import dev.mql.nurture.pages.ShopSide;
import dev.mql.nurture.send.Sending;
import dev.mql.nurture.send.Texts;
import dev.mql.nurture.sent.Brakes;
import dev.mql.nurture.sent.Returns;
import dev.mql.nurture.series.SeriesSettings;
import dev.mql.nurture.series.Suppressions;
import dev.mql.nurture.shop.Catalog;
import dev.mql.nurture.shop.CouponIssuer;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.SmtpUrl;
import dev.mql.nurture.template.Layout;
import dev.mql.nurture.template.MailTemplates;
import dev.mql.nurture.template.PageTemplates;
import dev.mql.nurture.template.Reasons;
import dev.mql.nurture.template.Shop;
import dev.mql.nurture.template.TextBook;
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

    /** Where it is found in the {@link ServletContext}. */
    public static final String ATTRIBUTE = "dev.mql.nurture.MqlNurture";

    private final MailSender sender;
    private final @Nullable Running running;

    private MqlNurture(MailSender sender, @Nullable Running running) {
        this.sender = sender;
        this.running = running;
    }

    private record Running(Sending sending, Texts edited, TextBook texts, Inbound inbound, Brakes brakes) {}

    /** The words of mails: what ships, what marketers wrote, and what is wrong with a draft. */
    public TextBook textBook() {
        return there().texts();
    }

    /** What marketers wrote, to be saved. */
    public Texts texts() {
        return there().edited();
    }

    /** Whether marketing mail was stopped because of complaints or bounces, and how to let it go again. */
    public Brakes brakes() {
        return there().brakes();
    }

    /** What plans and sends: series, limits, rehearsals. */
    public Sending sending() {
        return there().sending();
    }

    private Running there() {
        if (running == null) {
            throw new MqlException("mql.enabled is false: there are no mails");
        }
        return running;
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
        private Catalog catalog = Catalog.UNKNOWN;
        private @Nullable CouponIssuer coupons;

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

        /** What the shop sells now: today's prices and stock for carts that were left. Without it they are shown as they were. */
        public Builder catalog(Catalog given) {
            catalog = given;
            return this;
        }

        /** Makes coupons, and puts one to use behind the link that names it. Without it there are none. */
        public Builder couponIssuer(CouponIssuer given) {
            coupons = given;
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
                return new MqlNurture(NO_SENDER, null);
            }
            Checked checked = new Checked(config);
            Mailbox from = checked.read(
                    Settings.MAIL_FROM, Mailbox::parse, "must be an address such as Shop <cart@shop.example>");
            SmtpUrl server = checked.read(Settings.SMTP_URL, SmtpUrl::parse, null);
            CartRestorer putBack =
                    restorer != null ? restorer : checked.read(Settings.CART_RESTORE, CartRestorer::byRequest, null);
            Layout layout = checked.read(Settings.MAIL_TEMPLATES, Layout::from, null);
            checked.done();
            MailSender out = sender != null
                    ? sender
                    : server != null && from != null ? WayOut.sender(mql, server, from) : NO_SENDER;
            Suppressions suppressions = new Suppressions(mql.records());
            Brakes brakes = new Brakes(mql.records(), mql.clock(), mql.counters());
            Returns returns = new Returns(mql.records(), mql.vault());
            Shop shop = shop(config);
            Reasons reasons = FeedbackReasons.of(config);
            SeriesSettings settings = SeriesSettings.of(config, from, dryRun(mql, out));
            Texts edited = new Texts(mql.records());
            mql.watch(edited::refresh);
            TextBook texts = new TextBook(edited, config.get(Settings.MAIL_LANGUAGE));
            MailTemplates templates =
                    new MailTemplates(shop, reasons, texts, layout != null ? layout : Layout.shipped());
            Sending sending = Sending.open(
                    mql,
                    settings,
                    new Sending.Parts(
                            templates, catalog, coupons, out, WayOut.pace(mql), suppressions, brakes, returns));
            mql.beforeErasing(suppressions::keep);
            AlertMails.open(mql, settings, shop, out);
            String base = config.get(Settings.BASE_PATH);
            PageTemplates pages = new PageTemplates(
                    shop, context.getContextPath() + "/", context.getContextPath() + base + "/pages.css");
            Inbound inbound = Inbound.open(mql, suppressions, returns, brakes, context);
            MqlNurture nurture = new MqlNurture(out, new Running(sending, edited, texts, inbound, brakes));
            ServletRegistration.Dynamic servlet = context.addServlet(
                    SERVLET,
                    new LinkPages(
                            mql,
                            suppressions,
                            pages,
                            reasons,
                            new ShopSide(
                                    putBack != null ? putBack : CartRestorer.NONE,
                                    present != null ? present : PresentCart.inSession(mql),
                                    catalog,
                                    coupons),
                            nurture::close));
            servlet.addMapping(base + "/r/*", base + "/u/*", base + "/f/*", base + "/y/*");
            servlet.addMapping(base + "/c/*", base + "/o/*", base + "/pages.css");
            servlet.setLoadOnStartup(1);
            context.setAttribute(ATTRIBUTE, nurture);
            return nurture;
        }
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

    /**
     * Ends what sends and what reads, giving mails that are underway six seconds; the web application does so by itself when it stops.
     * Doing it twice does no harm.
     */
    @Override
    public void close() {
        if (running != null) {
            running.sending().close();
            running.inbound().close();
            running.brakes().flush();
        }
        sender.close();
    }
}
