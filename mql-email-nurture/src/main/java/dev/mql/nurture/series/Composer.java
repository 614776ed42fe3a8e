package dev.mql.nurture.series;

import dev.mql.Mql;
import dev.mql.cart.Cart;
import dev.mql.lead.Claim;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.link.Links;
import dev.mql.nurture.smtp.FeedbackId;
import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.template.MailLinks;
import dev.mql.nurture.template.MailTemplates;
import dev.mql.nurture.template.WrittenMail;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the mail that a claimed mailing means: opens the address, issues its links, has it written. Thread-safe; blocks. */
final class Composer {
    private static final Duration CART_LINKS = Duration.ofDays(30);
    private static final Duration UNSUBSCRIBE_LINK = Duration.ofDays(400);
    private static final Duration CONFIRM_LINK = Duration.ofDays(7);

    private final Mql mql;
    private final SeriesSettings settings;
    private final MailTemplates templates;

    Composer(Mql mql, SeriesSettings settings, MailTemplates templates) {
        this.mql = mql;
        this.settings = settings;
        this.templates = templates;
    }

    /**
     * @throws IllegalArgumentException if the address is none that can be sent to
     */
    OutgoingMail compose(Lead lead, Mailing mail, Instant now) {
        return mail.kind().marketing() ? reminder(lead, mail, now) : confirmation(lead, mail, now);
    }

    private OutgoingMail reminder(Lead lead, Mailing mail, Instant now) {
        Cart cart = lead.cart(mail.subject()).orElseThrow();
        Mailbox to = mailbox(lead.person().sealedAddress());
        String hash = given(lead.person().addressHash());
        MailLinks links = new MailLinks(
                link("r", Links.Purpose.RECOVER, lead, cart.id(), CART_LINKS),
                link("f", Links.Purpose.FEEDBACK, lead, cart.id(), CART_LINKS),
                link("u", Links.Purpose.UNSUBSCRIBE, lead, hash, UNSUBSCRIBE_LINK));
        WrittenMail written = templates.recovery(
                locale(lead.person().locale()), mail.step(), Pictures.cart(cart, settings.baseUrl()), links);
        return outgoing(mail, to, written, links.unsubscribe(), "cart-reminders." + settings.host(), now);
    }

    private OutgoingMail confirmation(Lead lead, Mailing mail, Instant now) {
        Claim claim = given(lead.claim());
        Mailbox to = mailbox(claim.sealedAddress());
        String link = link("y", Links.Purpose.CONFIRM, lead, claim.sealedAddress(), CONFIRM_LINK);
        return outgoing(mail, to, templates.confirmAddress(locale(claim.locale()), link), null, null, now);
    }

    private OutgoingMail outgoing(
            Mailing mail,
            Mailbox to,
            WrittenMail written,
            @Nullable String unsubscribe,
            @Nullable String list,
            Instant now) {
        return new OutgoingMail(
                given(settings.from()),
                to,
                written.subject(),
                written.html(),
                written.text(),
                messageId(mail),
                unsubscribe,
                list,
                FeedbackId.of(mail.kind().name(), mail.step(), list == null ? "notices" : "reminders", settings.host()),
                null,
                now,
                !mail.kind().marketing());
    }

    private String link(String page, Links.Purpose purpose, Lead lead, String subject, Duration ttl) {
        return settings.baseUrl() + settings.basePath() + "/" + page + "/"
                + mql.links().issue(purpose, lead.id(), subject, ttl);
    }

    private Mailbox mailbox(@Nullable String sealed) {
        return new Mailbox(null, mql.vault().open(given(sealed)));
    }

    private static @Nullable Locale locale(@Nullable String tag) {
        return tag == null ? null : Locale.forLanguageTag(tag);
    }

    /** The same mailing has the same id on every node and in every attempt, so that a receiver may notice a double. */
    private static String messageId(Mailing mail) {
        String name = mail.kind() + " " + mail.subject() + " " + mail.step();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "mql."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, 27);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The guards have seen that it is there. */
    private static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a mail was claimed without what it needs");
        }
        return value;
    }
}
