package dev.mql.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Every setting of every module. Adding one here is all it takes; docs/configuration.md is checked against this list. */
public final class Settings {
    public static final Setting<Boolean> ENABLED =
            Setting.bool("mql.enabled", true, "Switches everything off without removing the jars.");
    public static final Setting<String> BASE_PATH =
            Setting.text("mql.base-path", "/mql", "Path under which the shop serves our endpoints.");
    public static final Setting<String> BASE_URL = Setting.url(
            "mql.base-url",
            List.of("https", "http"),
            "",
            false,
            "Address of the shop as shoppers see it; the only source of links in mails.");
    public static final Setting<String> SECRET = Setting.secret(
            "mql.secret",
            32,
            "At least 32 random characters: keys for visitor cookies, address look-up and personal data at rest come from it.");
    public static final Setting<List<String>> PREVIOUS_SECRETS = Setting.secrets(
            "mql.secret.previous",
            32,
            "Earlier values of mql.secret: what was made under them is still read, and nothing new is made under them.");

    public static final Setting<String> REDIS_URL = Setting.url(
            "mql.redis.url",
            List.of("redis", "rediss", "redis-cluster", "redis-sentinel"),
            "",
            true,
            "Where leads live. Without it they live in memory until the shop stops, and no mail is sent.");
    public static final Setting<Integer> SHARDS = Setting.number(
            "mql.redis.shards", 1, 1024, 16, "Parts into which leads are spread; fixed once leads are stored.");
    public static final Setting<Duration> LEAD_RETENTION = Setting.duration(
            "mql.retention.lead", "730d", "A known lead is forgotten after this time without an event.");
    public static final Setting<Duration> VISITOR_RETENTION = Setting.duration(
            "mql.retention.visitor", "90d", "An unknown visitor is forgotten after this time without an event.");

    public static final Setting<Integer> QUEUE_SIZE = Setting.number(
            "mql.queue.size",
            256,
            1_000_000,
            16_384,
            "Events that may wait in memory; what comes on top is dropped and counted.");
    public static final Setting<List<String>> CUSTOM_EVENTS = Setting.list(
            "mql.events.custom", "", "Names of a shop's own event types, [a-z][a-z0-9_]{0,39}, at most 64.");

    public static final Setting<List<String>> IGNORED_REFERRERS = Setting.list(
            "mql.referrers.ignored",
            "paypal.com, klarna.com, stripe.com, adyen.com, mollie.com, payu.com, sofort.com, pay.amazon.com,"
                    + " pay.google.com, accounts.google.com, appleid.apple.com, login.microsoftonline.com",
            "Hosts, with all below them, from which shoppers only come back: payment, log-in. They send nobody.");

    public static final Setting<String> CONSENT = Setting.oneOf(
            "mql.consent",
            List.of("required", "opt-out", "off"),
            "required",
            "Tracking: only after consent, until refused, or without asking. Mail has its own basis for each address.");
    public static final Setting<String> CONSENT_COOKIE = Setting.text(
            "mql.consent.cookie",
            "mql_consent",
            "Name of the cookie in which the shop keeps the shopper's choice; scripts must be able to read it (not HttpOnly).");
    public static final Setting<String> CONSENT_GRANTED =
            Setting.text("mql.consent.granted", "granted", "Value of that cookie after a yes.");
    public static final Setting<String> CONSENT_DENIED =
            Setting.text("mql.consent.denied", "denied", "Value of that cookie after a no.");
    public static final Setting<String> CONSENT_PURPOSES = Setting.text(
            "mql.consent.purposes",
            "",
            "Where people choose purposes: the word for each in that cookie, such as behaviour:analytics advertising:marketing mail:marketing.");
    public static final Setting<String> CONSENT_WORDING = Setting.text(
            "mql.consent.wording",
            "",
            "Name or version of the text that people agree to, at most 100 characters; kept with each consent.");
    public static final Setting<Boolean> TRUST_UNSIGNED = Setting.bool(
            "mql.visitor.trust-unsigned",
            false,
            "Takes visitor cookies that we did not sign, 1 to 64 characters of [A-Za-z0-9_-]; for load tests only.");
    public static final Setting<List<String>> EVENT_ORIGINS = Setting.list(
            "mql.events.origins",
            "",
            "Other origins whose pages may post events, such as https://blog.example; the shop's own always may.");

    public static final Setting<String> UNKNOWN_FIELDS = Setting.oneOf(
            "mql.events.unknown-fields",
            List.of("refuse", "drop"),
            "refuse",
            "What becomes of an event from a browser with a field that we do not know: refused, or taken without that field.");
    public static final Setting<List<String>> BOTS_REFUSE = Setting.words(
            "mql.bots.refuse",
            List.of("bot_agent", "headless", "prefetch", "too_fast", "too_broad"),
            "What is taken for a machine's and does not count; empty refuses none.");
    public static final Setting<List<String>> BOTS_ALLOW = Setting.list(
            "mql.bots.allow",
            "",
            "Words of user agents that count though they are programs, such as an app of your own: myshop-app, okhttp.");

    public static final Setting<Integer> BOTS_PAGE_VIEWS = Setting.number(
            "mql.bots.page-views",
            0,
            100_000,
            60,
            "More page views of a visitor in a minute are a machine's; 0 = never.");
    public static final Setting<Integer> BOTS_PATHS = Setting.number(
            "mql.bots.paths",
            0,
            1_000,
            300,
            "More different pages of a visitor in an hour are a machine's; 0 = never.");
    public static final Setting<Integer> LIMIT_VISITOR = Setting.number(
            "mql.limit.visitor",
            0,
            60_000_000,
            300,
            "Events that are taken of one visitor in a minute; 0 = any number.");
    public static final Setting<Integer> LIMIT_PREFIX = Setting.number(
            "mql.limit.prefix",
            0,
            10_000_000,
            6_000,
            "Events that are taken from one public network (/24, of IPv6 /48) in a minute; a new visitor counts as 10. 0 = any number.");
    public static final Setting<Integer> LIMIT_NODE = Setting.number(
            "mql.limit.node", 0, 10_000_000, 200_000, "Events that are taken on one node in a second; 0 = any number.");
    public static final Setting<List<String>> TRUSTED_PROXIES = Setting.list(
            "mql.trusted-proxies",
            "",
            "Addresses and networks (10.0.0.0/8) of proxies that say truly where a request comes from; nobody else is believed.");
    public static final Setting<String> PROXY_HEADER = Setting.oneOf(
            "mql.trusted-proxies.header",
            List.of("X-Forwarded-For", "Forwarded"),
            "X-Forwarded-For",
            "The header in which these proxies say so.");

    public static final Setting<List<String>> CART_ATTRIBUTES = Setting.list(
            "mql.cart.session-attribute",
            "",
            "Session attributes that hold carts, the usual cart first; without one carts come from events.");
    public static final Setting<String> CART_ID = Setting.text(
            "mql.cart.id",
            "",
            "Bean path from the cart to the shop's own id of it, by which a server may later name it.");
    public static final Setting<String> CART_ITEMS = Setting.text(
            "mql.cart.items", "items", "Bean path from the cart to its lines: a collection, an array or a map.");
    public static final Setting<String> CART_ITEM_ID =
            Setting.text("mql.cart.item.id", "id", "Bean path from a line to the item's id.");
    public static final Setting<String> CART_ITEM_NAME =
            Setting.text("mql.cart.item.name", "name", "Bean path from a line to the item's name.");
    public static final Setting<String> CART_ITEM_PRICE =
            Setting.text("mql.cart.item.price", "price", "Bean path from a line to the price of one piece.");
    public static final Setting<String> CART_ITEM_QUANTITY =
            Setting.text("mql.cart.item.quantity", "quantity", "Bean path from a line to the number of pieces.");
    public static final Setting<String> CART_ITEM_IMAGE = Setting.text(
            "mql.cart.item.image",
            "image",
            "Bean path from a line to a picture: an absolute path or an https address.");
    public static final Setting<String> CART_ITEM_URL = Setting.text(
            "mql.cart.item.url",
            "url",
            "Bean path from a line to the page of the item: an absolute path or an https address.");
    public static final Setting<String> CART_CURRENCY = Setting.text(
            "mql.cart.currency",
            "currency",
            "Bean path from the cart, or else from a line, to its ISO 4217 currency, or the currency itself (EUR).");
    public static final Setting<String> CART_PRICE_UNIT = Setting.oneOf(
            "mql.cart.price-unit",
            List.of("major", "minor"),
            "major",
            "Whether prices are in whole units of the currency (9.50) or in its smallest (950).");
    public static final Setting<String> LOGIN_ATTRIBUTE = Setting.text(
            "mql.login.session-attribute",
            "",
            "Session attribute that holds who is logged in: an object with the paths below, or a text that is the address or customer id.");
    public static final Setting<String> LOGIN_EMAIL =
            Setting.text("mql.login.email", "email", "Bean path from there to the mail address.");
    public static final Setting<String> LOGIN_NAME =
            Setting.text("mql.login.name", "name", "Bean path from there to a name to greet with.");
    public static final Setting<String> LOGIN_LOCALE =
            Setting.text("mql.login.locale", "locale", "Bean path from there to the language, such as de-AT.");
    public static final Setting<String> LOGIN_CUSTOMER = Setting.text(
            "mql.login.customer-id",
            "id",
            "Bean path from there to the shop's own id of the person; kept as a keyed hash only.");
    public static final Setting<Boolean> LOGIN_PRINCIPAL = Setting.bool(
            "mql.login.principal",
            true,
            "Without that attribute, whether the container's user is who is logged in: by address if the name is one, else by customer id.");
    public static final Setting<Duration> CART_ABANDONED_AFTER =
            Setting.duration("mql.cart.abandoned-after", "60m", "Silence after which a cart counts as abandoned.");

    public static final Setting<String> SHOP_NAME =
            Setting.text("mql.shop.name", "Our shop", "What the shop calls itself in mails and on our pages.");
    public static final Setting<String> SMTP_URL = Setting.url(
            "mql.smtp.url",
            List.of("smtp", "smtps"),
            "",
            true,
            "Mail server, smtp://user:password@host:587; ?starttls=off for none. Without it nothing is sent: a dry run.");
    public static final Setting<String> MAIL_FROM =
            Setting.text("mql.mail.from", "", "Sender of all mails, for example Shop <cart@shop.example>.");
    public static final Setting<String> MAIL_POSTAL_ADDRESS =
            Setting.text("mql.mail.postal-address", "", "One line for the foot of every mail; no reminder without it.");
    public static final Setting<List<String>> MAIL_BASIS = Setting.list(
            "mql.mail.basis.default",
            "double_opt_in",
            "What marketing mail may rest on in countries without a line of their own: double_opt_in, consent, soft_opt_in.");
    public static final Setting<Boolean> SOFT_OPT_IN = Setting.bool(
            "mql.mail.soft-opt-in",
            false,
            "Existing customers may be written to: only if your checkout offers to refuse mail where it takes the address.");
    public static final Setting<Duration> SOFT_OPT_IN_LIFETIME =
            Setting.duration("mql.mail.soft-opt-in-lifetime", "730d", "How long after the latest order that holds.");
    public static final Setting<String> MAIL_SHIPPING =
            Setting.text("mql.mail.shipping", "", "The shop's answer about shipping in the second mail of a cart.");
    public static final Setting<String> MAIL_RETURNS =
            Setting.text("mql.mail.returns", "", "The shop's answer about returns in the second mail of a cart.");
    public static final Setting<String> MAIL_HELP =
            Setting.text("mql.mail.help", "", "The shop's answer about help in the second mail of a cart.");
    public static final Setting<Boolean> MAIL_OPEN_PIXEL = Setting.bool(
            "mql.mail.open-pixel",
            false,
            "Puts a picture into mails that counts openings of those who agreed to it (mail); programs open mails too, so it never scores.");
    public static final Setting<List<String>> FEEDBACK_REASONS = Setting.list(
            "mql.feedback.reasons",
            "price, shipping_cost, delivery_time, trust, only_looking, payment, bought_elsewhere, technical, other",
            "What people may answer who did not buy, in this order; codes of your own need mql.feedback.reason.CODE.LANGUAGE.");
    public static final Setting<String> MAIL_LANGUAGE = Setting.oneOf(
            "mql.mail.language",
            List.of("en", "de", "fr", "es"),
            "en",
            "The language of mails to readers whose own is unknown or none of these.");
    public static final Setting<String> MAIL_TEMPLATES = Setting.text(
            "mql.mail.templates", "", "A folder whose file mail.html is the layout of mails in place of ours.");
    public static final Setting<Integer> SMTP_CONNECTIONS =
            Setting.number("mql.smtp.connections", 1, 50, 2, "Connections to the mail server, at most, on each node.");
    public static final Setting<Integer> MAIL_RATE = Setting.number(
            "mql.mail.rate", 0, 1_000_000, 0, "Mails a minute from each node; 0 for as fast as they go.");
    public static final Setting<Integer> MAIL_DOMAIN_RATE =
            Setting.number("mql.mail.domain.rate", 0, 1_000_000, 0, "The same to any one domain, such as gmail.com.");
    public static final Setting<Integer> MAIL_DOMAIN_AT_ONCE = Setting.number(
            "mql.mail.domain.at-once",
            1,
            100,
            10,
            "Mails under way to any one domain at most, those being written included.");
    public static final Setting<List<String>> MAIL_WARM_UP = Setting.list(
            "mql.mail.warm-up",
            "",
            "Mails on the first, second … day of a new sender, over all nodes: 50, 100, 200, 400, 800.");
    public static final Setting<String> MAIL_WARM_UP_START = Setting.text(
            "mql.mail.warm-up.start", "", "The first of these days, such as 2026-12-01; days are those of UTC.");
    public static final Setting<String> MAIL_BOUNCE_ADDRESS = Setting.text(
            "mql.mail.bounce-address",
            "",
            "Where mails that can not be delivered come back, such as bounce@shop.example; it has to take bounce+ANYTHING@shop.example, too.");
    public static final Setting<String> MAIL_DKIM_KEY = Setting.hidden(
            "mql.mail.dkim.key",
            "one or two private keys as PKCS#8 PEM, or the paths of their files with commas between",
            "Signs mails by DKIM: RSA of 2048 bits or more, Ed25519, or both. Not needed where the mail server signs.");
    public static final Setting<List<String>> MAIL_DKIM_SELECTOR = Setting.list(
            "mql.mail.dkim.selector",
            "",
            "Name of each of these keys in the DNS, before ._domainkey, in the same order.");
    public static final Setting<String> MAIL_DKIM_DOMAIN = Setting.text(
            "mql.mail.dkim.domain", "", "Domain in whose name is signed; without it, that of mql.mail.from.");
    public static final Setting<List<Duration>> RECOVERY_DELAYS = Setting.durations(
            "mql.recovery.delays", "1h, 24h, 72h", "When the mails about a cart go out, after its last touch.");
    public static final Setting<String> RECOVERY_MIN_STAGE = Setting.oneOf(
            "mql.recovery.min-stage",
            List.of("visitor", "subscriber", "lead", "mql", "sal", "sql", "customer"),
            "mql",
            "Carts of leads of this stage or a higher one are reminded of.");
    public static final Setting<Integer> RECOVERY_HOLDOUT = Setting.number(
            "mql.recovery.holdout",
            0,
            50,
            10,
            "Of a hundred leads so many get no mail of a series, so that its effect can be seen.");
    public static final Setting<Duration> RECOVERY_COOL_DOWN = Setting.duration(
            "mql.recovery.cool-down", "3d", "How long after one series another one may begin for the same lead.");
    public static final Setting<Integer> MAIL_PER_DAY = Setting.number(
            "mql.mail.per-day",
            1,
            20,
            2,
            "Marketing mails that one lead gets within 24 hours at most, over all series.");
    public static final Setting<Integer> MAIL_PER_WEEK = Setting.number(
            "mql.mail.per-week", 1, 24, 5, "Marketing mails that one lead gets within seven days at most.");
    public static final Setting<String> MAIL_QUIET_HOURS = Setting.text(
            "mql.mail.quiet-hours",
            "21:00-8:00",
            "When no marketing mail goes out, by the clock of its reader; off for no such hours.");
    public static final Setting<List<String>> MAIL_DAYS = Setting.list(
            "mql.mail.days",
            "mon, tue, wed, thu, fri, sat, sun",
            "Days of the reader's week on which marketing mail goes out.");
    public static final Setting<String> MAIL_ZONE = Setting.text(
            "mql.mail.zone",
            "UTC",
            "Time zone, such as Europe/Berlin, of readers of whom neither zone nor country is known.");
    public static final Setting<Integer> MAIL_CATCH_UP = Setting.number(
            "mql.mail.catch-up",
            0,
            1_000_000,
            600,
            "Mails a minute that go out late because something was down; 0 = any number.");
    public static final Setting<String> CART_URL =
            Setting.text("mql.cart.url", "/cart", "The shop's own cart page; where a recovered cart is shown.");
    public static final Setting<String> CART_RESTORE = Setting.text(
            "mql.cart.restore",
            "POST /cart/add productId={id} quantity={quantity}",
            "The shop's own request that puts one line into the cart; a recovered cart is put back through it.");
    public static final Setting<String> INBOUND_MAILBOX = Setting.url(
            "mql.inbound.mailbox",
            List.of("imaps", "imap"),
            "",
            true,
            "Mailbox to which bounces and complaints come, imaps://user:password@host/INBOX; what is understood is deleted there.");
    public static final Setting<Duration> INBOUND_MAILBOX_EVERY =
            Setting.duration("mql.inbound.mailbox.every", "1m", "How often it is looked into, by one node at a time.");
    public static final Setting<String> INBOUND_GENERIC_SECRET = Setting.secret(
            "mql.inbound.generic.secret",
            32,
            "Key with which our own form of bounces and complaints is signed; without it /in/generic answers 404.");
    public static final Setting<String> INBOUND_MAILGUN_KEY = Setting.secret(
            "mql.inbound.mailgun.key", 16, "Mailgun's webhook signing key; without it /in/mailgun answers 404.");
    public static final Setting<String> INBOUND_POSTMARK_PASSWORD = Setting.secret(
            "mql.inbound.postmark.password",
            16,
            "Password of the user mql in the address that Postmark calls; without it /in/postmark answers 404.");
    public static final Setting<String> INBOUND_SENDGRID_KEY = Setting.text(
            "mql.inbound.sendgrid.public-key",
            "",
            "Public key of SendGrid's signed event webhook, in Base64; without it /in/sendgrid answers 404.");

    public static final Setting<List<URI>> WEBHOOK_URLS = Setting.webAddresses(
            "mql.webhook.url", 5, "Where to tell of stage changes and escalations, signed; for a CRM of yours.");
    public static final Setting<List<String>> WEBHOOK_SECRETS = Setting.secrets(
            "mql.webhook.secret",
            32,
            "Keys that sign what is told: one for all addresses, or one for each in their order; new|old while one is replaced.");
    public static final Setting<Boolean> WEBHOOK_ALLOW_HTTP = Setting.bool(
            "mql.webhook.allow-http", false, "Takes addresses without TLS too; for trials and networks of your own.");
    public static final Setting<Boolean> WEBHOOK_ALLOW_PRIVATE = Setting.bool(
            "mql.webhook.allow-private",
            false,
            "Takes receivers in private networks and on this host too; never link-local and metadata addresses.");
    public static final Setting<Boolean> WEBHOOK_INCLUDE_ADDRESS = Setting.bool(
            "mql.webhook.include-address", false, "Puts the lead's mail address and name into what is told.");
    public static final Setting<List<String>> HANDOFF_MAIL = Setting.mailAddresses(
            "mql.handoff.mail", 5, "Addresses of sales that get a mail for each new MQL and each escalation.");
    public static final Setting<Duration> HANDOFF_FIRST_TOUCH = Setting.duration(
            "mql.handoff.first-touch", "24h", "Time in which sales accepts or rejects an MQL; then it escalates.");

    public static final Setting<Duration> HANDOFF_HOLD = Setting.duration(
            "mql.handoff.hold",
            "30d",
            "A lead that sales rejected or gave back does not become an MQL again within this time.");
    public static final Setting<List<String>> HANDOFF_REASONS = Setting.list(
            "mql.handoff.reasons",
            "budget, timing, no_need, no_authority, wrong_contact, unreachable, duplicate, competitor, other",
            "Codes from which sales chooses when it says no, [a-z0-9_]{1,40}.");

    public static final Setting<String> ADMIN_ACCESS = Setting.text(
            "mql.admin.access",
            "",
            "Who may use the admin pages: users (accounts of ours) or role:NAME (the container's role). Empty closes them.");
    public static final Setting<String> ADMIN_USER =
            Setting.text("mql.admin.user", "", "Name of the first account, made at start if nobody has one.");
    public static final Setting<String> ADMIN_PASSWORD = Setting.secret(
            "mql.admin.password", 12, "Password of the first account; not read again once there is an account.");
    public static final Setting<String> API_KEY = Setting.secret(
            "mql.api.key", 24, "Bearer key of the REST interface; without it the interface answers 404.");
    public static final Setting<Boolean> HEALTH_OPEN = Setting.bool(
            "mql.health.open", false, "Answers /health and /metrics to everybody; otherwise they are 404.");

    /** What the filter alone asks for: it begins anew with these when a file was changed. */
    private static final List<String> LIVE = List.of(
            "mql.consent",
            "mql.events.origins",
            "mql.events.unknown",
            "mql.bots.",
            "mql.limit.",
            "mql.trusted-proxies",
            "mql.referrers.ignored",
            "mql.login.",
            "mql.cart.session-attribute",
            "mql.cart.id",
            "mql.cart.item",
            "mql.cart.currency",
            "mql.cart.price-unit");

    /** Whether a change of this key in a file holds without a restart. */
    static boolean live(String key) {
        return LIVE.stream().anyMatch(key::startsWith);
    }

    /** Keys beginning so, with a country of ISO 3166 behind, say what marketing mail there may rest on; see {@link #MAIL_BASIS}. */
    public static final String MAIL_BASIS_PREFIX = "mql.mail.basis.";

    /** Keys beginning so, with a code and a language behind (price.en), word an answer; see {@link #FEEDBACK_REASONS}. */
    public static final String FEEDBACK_REASON_PREFIX = "mql.feedback.reason.";

    /** Keys beginning so are rules; the filter reads them. */
    public static final String RULE_PREFIX = "mql.rule.";

    private Settings() {}
}
