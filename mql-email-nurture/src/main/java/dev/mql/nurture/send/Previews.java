package dev.mql.nurture.send;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.lead.Lead;
import dev.mql.nurture.series.Pictures;
import dev.mql.nurture.series.SeriesSettings;
import dev.mql.nurture.series.Zones;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.template.CouponView;
import dev.mql.nurture.template.MailContent;
import dev.mql.nurture.template.MailLinks;
import dev.mql.nurture.template.MailTemplates;
import dev.mql.nurture.template.WrittenMail;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows mails before they go to anybody, as a real lead or a made-up one would get them. Their links lead nowhere. Thread-safe. */
public final class Previews {
    private final Mql mql;
    private final SeriesSettings settings;
    private final MailTemplates templates;
    private final MailSender sender;

    Previews(Mql mql, SeriesSettings settings, MailTemplates templates, MailSender sender) {
        this.mql = mql;
        this.settings = settings;
        this.templates = templates;
        this.sender = sender;
    }

    /**
     * @param lead whose name, cart and language are shown; {@code null} for a made-up reader
     * @param key of the text, maybe with a variant
     * @param language in which it is shown; {@code null} for the lead's own
     * @throws IllegalArgumentException if there is no such text
     */
    public WrittenMail of(@Nullable Lead lead, String key, @Nullable String language) {
        return write(templates, lead, key, language);
    }

    /** The same with the text as somebody is writing it; if that can not be used, as it is saved. */
    public WrittenMail of(@Nullable Lead lead, String key, String language, String draft) {
        return write(templates.trying(key, language, draft), lead, key, language);
    }

    private WrittenMail write(MailTemplates words, @Nullable Lead lead, String key, @Nullable String language) {
        String tag = language == null && lead != null ? Zones.language(lead) : language;
        String nowhere = (settings.baseUrl().isEmpty() ? "https://shop.example" : settings.baseUrl()) + "/#preview";
        Cart cart = lead == null ? null : lead.liveCart().orElse(null);
        Cart shown = cart == null || cart.lines().isEmpty() ? sample() : cart;
        return words.write(MailContent.of(
                        key,
                        tag == null ? null : Locale.forLanguageTag(tag),
                        new MailLinks(nowhere, nowhere, nowhere, nowhere))
                .to(name(lead), lead == null ? null : lead.profile().text("company"))
                .showing(Pictures.cart(shown, settings.baseUrl()))
                .giving(
                        key.startsWith("cart.3") && lead == null
                                ? new CouponView(
                                        "THANKS-10",
                                        "10 %",
                                        mql.clock().instant().plus(Duration.ofDays(7)))
                                : null)
                .order(shown.orderRef() == null ? "A-1001" : shown.orderRef())
                .in(lead == null ? settings.zone() : Zones.of(lead, settings.zone())));
    }

    /** Sends a preview to somebody of the shop. No guard is asked, since it goes to nobody else. Blocks as {@link MailSender#send} does. */
    public Outcome send(Mailbox to, WrittenMail mail) {
        Mailbox from = settings.from();
        if (from == null || settings.dryRun() != null) {
            throw new IllegalStateException("no mail leaves here: " + (from == null ? "no_sender" : settings.dryRun()));
        }
        return sender.send(
                new OutgoingMail(
                        from,
                        to,
                        mail.subject(),
                        mail.html(),
                        mail.text(),
                        "mql.test." + UUID.randomUUID(),
                        null,
                        null,
                        null,
                        null,
                        mql.clock().instant(),
                        true),
                () -> true);
    }

    private @Nullable String name(@Nullable Lead lead) {
        String sealed = lead == null ? null : lead.person().sealedName();
        return lead == null
                ? "Ada"
                : sealed == null ? null : mql.vault().open(sealed).strip().split(" ", 2)[0];
    }

    private Cart sample() {
        return Cart.snapshot(
                List.of(
                        line("1", "Pour-over kettle", "64.00", 1),
                        line("2", "Filter papers, 100 pieces", "4.90", 3),
                        line("3", "House blend, 500 g", "13.50", 2)),
                "EUR",
                mql.clock().millis());
    }

    private static CartLine line(String id, String name, String price, int quantity) {
        return new CartLine(id, name, new BigDecimal(price), quantity, null, null);
    }
}
