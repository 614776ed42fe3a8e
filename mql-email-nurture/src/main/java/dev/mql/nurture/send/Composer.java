package dev.mql.nurture.send;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.config.Settings;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Topic;
import dev.mql.link.Links;
import dev.mql.link.Wish;
import dev.mql.nurture.sent.Returns;
import dev.mql.nurture.series.Pictures;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.SeriesSettings;
import dev.mql.nurture.series.Zones;
import dev.mql.nurture.shop.CouponIssuer.Coupon;
import dev.mql.nurture.smtp.FeedbackId;
import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.template.CouponView;
import dev.mql.nurture.template.MailContent;
import dev.mql.nurture.template.MailLinks;
import dev.mql.nurture.template.MailTemplates;
import dev.mql.nurture.template.WrittenMail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the mail that a claimed mailing means: opens the address, issues its links, has it written. Thread-safe; blocks. */
final class Composer {
    private static final Duration CART_LINKS = Duration.ofDays(30);
    private static final Duration UNSUBSCRIBE_LINK = Duration.ofDays(400);
    private static final Duration CONFIRM_LINK = Duration.ofDays(7);
    /** The same mail has the same id on every node and in every attempt, so that a receiver may notice a double. */
    private static final String MESSAGE_ID = "mql.";
    /** The last word about a cart asks what was missing. */
    private static final String LAST_WORD = "cart.3";

    private final Mql mql;
    private final SeriesSettings settings;
    private final MailTemplates templates;
    private final Coupons coupons;
    private final Returns returns;
    private final boolean pixel;

    Composer(Mql mql, SeriesSettings settings, MailTemplates templates, Coupons coupons, Returns returns) {
        this.returns = returns;
        this.mql = mql;
        this.settings = settings;
        this.templates = templates;
        this.coupons = coupons;
        this.pixel = mql.config().get(Settings.MAIL_OPEN_PIXEL);
    }

    /**
     * @param text key of the text
     * @param shown what the mail shows; {@code null} where it shows no goods
     * @throws IllegalArgumentException if the address is none that can be sent to
     */
    OutgoingMail compose(
            Lead lead, Mailing mail, String text, @Nullable Cart shown, @Nullable Series series, Instant now) {
        Mailbox to = mailbox(lead.person().sealedAddress());
        Coupon coupon = coupons.of(lead, mail, series, shown);
        Addresses addresses = new Addresses(lead, mail, shown, coupon);
        Locale locale = locale(Zones.language(lead));
        WrittenMail written = templates.write(MailContent.of(text, locale, addresses.links())
                .to(firstName(lead), lead.profile().text("company"))
                .showing(shown == null ? null : Pictures.cart(shown, settings.baseUrl(), addresses.items()))
                .giving(coupon == null ? null : new CouponView(coupon.code(), coupon.words(), coupon.expires()))
                .order(lead.cart(mail.subject()).map(Cart::orderRef).orElse(null))
                .offering(text.startsWith(LAST_WORD) ? templates.reasons(locale) : List.of())
                .in(Zones.of(lead, settings.zone())));
        String token = returns.issue(lead.id(), mail, given(lead.person().addressHash()));
        Topic topic = given(mail.kind().topic());
        String list = topic == Topic.REMINDERS ? "cart-reminders" : topic.word();
        return new OutgoingMail(
                given(settings.from()),
                to,
                written.subject(),
                addresses.withPixel(written.html()),
                written.text(),
                MESSAGE_ID + token,
                addresses.links().unsubscribe(),
                list + "." + settings.host(),
                FeedbackId.of(series == null ? mail.kind().word() : series.id(), mail.step(), list, settings.host()),
                token,
                now,
                false);
    }

    /** The mail that asks the owner of an address whether it is theirs. */
    OutgoingMail confirmation(Lead lead, Mailing mail, Instant now) {
        Claim claim = given(lead.claim());
        Mailbox to = mailbox(claim.sealedAddress());
        String link =
                page("y", mql.links().issue(Links.Purpose.CONFIRM, lead.id(), claim.sealedAddress(), CONFIRM_LINK));
        WrittenMail written = templates.confirmAddress(locale(claim.locale()), link);
        String token = returns.issue(lead.id(), mail, claim.addressHash());
        return new OutgoingMail(
                given(settings.from()),
                to,
                written.subject(),
                written.html(),
                written.text(),
                MESSAGE_ID + token,
                null,
                null,
                FeedbackId.of(mail.kind().word(), mail.step(), "notices", settings.host()),
                token,
                now,
                true);
    }

    /** The addresses in one mail, issued with one write. */
    private final class Addresses {
        private final MailLinks links;
        private final List<@Nullable String> items = new ArrayList<>();
        private final @Nullable String opened;

        Addresses(Lead lead, Mailing mail, @Nullable Cart shown, @Nullable Coupon coupon) {
            boolean cart = mail.kind() == Mailing.Kind.RECOVERY || mail.kind() == Mailing.Kind.QUESTION;
            boolean order = mail.kind() == Mailing.Kind.SATISFACTION;
            List<String> targets = new ArrayList<>(List.of("/"));
            List<Integer> places = new ArrayList<>();
            for (CartLine line : shown == null ? List.<CartLine>of() : shown.lines()) {
                boolean leads = line.url() != null && Wish.isTarget(line.url()) && targets.size() < Wish.MAX_TARGETS;
                if (leads) {
                    targets.add(line.url());
                }
                places.add(leads ? targets.size() : 0); // counted from 1
            }
            String subject = order ? Links.ORDER + mail.subject() : mail.subject();
            List<Wish> wishes = new ArrayList<>(List.of(
                    Wish.of(Links.Purpose.UNSUBSCRIBE, given(lead.person().addressHash()), UNSUBSCRIBE_LINK),
                    Wish.clicks(cart ? mail.subject() : "", CART_LINKS, targets)));
            if (cart) {
                wishes.add(Wish.of(Links.Purpose.RECOVER, mail.subject(), CART_LINKS)
                        .withCoupon(coupon == null ? null : coupon.code()));
            }
            if (cart || order) {
                wishes.add(Wish.of(Links.Purpose.FEEDBACK, subject, CART_LINKS));
            }
            if (pixel) {
                wishes.add(Wish.of(Links.Purpose.OPEN, mail.subject(), CART_LINKS));
            }
            String name = mail.kind().word() + ' ' + mail.subject() + ' ' + mail.step();
            List<String> tokens = mql.links().issue(lead.id(), name, wishes);
            String unsubscribe = page("u", tokens.get(0));
            String click = page("c", tokens.get(1)) + '/';
            places.forEach(place -> items.add(place == 0 ? null : click + place));
            String feedback = cart || order ? page("f", tokens.get(cart ? 3 : 2)) : null;
            String first = click + (places.isEmpty() ? 1 : Math.max(1, places.get(0)));
            String button = cart ? page("r", tokens.get(2)) : mail.kind() == Mailing.Kind.BROWSE ? first : click + 1;
            links = new MailLinks(button, feedback, unsubscribe, unsubscribe);
            opened = pixel ? page("o", tokens.get(tokens.size() - 1)) + ".gif" : null;
        }

        MailLinks links() {
            return links;
        }

        List<@Nullable String> items() {
            return items;
        }

        String withPixel(String html) {
            return opened == null
                    ? html
                    : html.replace("</body>", "<img src=\"" + opened + "\" alt=\"\" width=\"1\" height=\"1\"></body>");
        }
    }

    private String page(String page, String token) {
        return settings.baseUrl() + settings.basePath() + "/" + page + "/" + token;
    }

    /** The first word of the name: what a shop would call somebody by. */
    private @Nullable String firstName(Lead lead) {
        String sealed = lead.person().sealedName();
        String name = sealed == null ? "" : mql.vault().open(sealed).strip();
        int space = name.indexOf(' ');
        return name.isEmpty() ? null : space < 0 ? name : name.substring(0, space);
    }

    private Mailbox mailbox(@Nullable String sealed) {
        return new Mailbox(null, mql.vault().open(given(sealed)));
    }

    private static @Nullable Locale locale(@Nullable String tag) {
        return tag == null ? null : Locale.forLanguageTag(tag);
    }

    /** The guards have seen that it is there. */
    private static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a mail was claimed without what it needs");
        }
        return value;
    }
}
