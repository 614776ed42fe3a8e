package dev.mql.admin.page;

import static java.util.Map.entry;

import dev.mql.event.EventWords;
import dev.mql.lead.Mailing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the words of events, mails and counters mean to people. */
public final class Words {
    private static final Map<String, String> REASONS = Map.ofEntries(
            entry("purchased", "because they bought"),
            entry("unsubscribed", "because they unsubscribed"),
            entry("suppressed", "because this address gets no mail from us any more"),
            entry("bounced", "because mail to this address bounced"),
            entry("no_address", "because no address is known"),
            entry("no_basis", "because the address is not confirmed for marketing mail"),
            entry("no_basis_for_country", "because what they agreed to is not enough for mail in their country"),
            entry("soft_opt_in_off", "because they only bought, and mail to customers is switched off"),
            entry("basis_expired", "because their last order is too long ago to write to them as a customer"),
            entry("claim_withdrawn", "because the address is no longer waiting for its confirmation"),
            entry("not_qualified", "because this lead has not reached the stage that gets reminders"),
            entry("cart_emptied", "because the cart was emptied"),
            entry("cart_in_use", "because the cart is in use again"),
            entry("declined", "because they wanted no mail about the cart"),
            entry("consent_withdrawn", "because they took their consent back"),
            entry("newer_cart", "because there is a newer cart"),
            entry("too_late", "because it would have come too late"),
            entry("no_postal_address", "because mql.mail.postal-address is not set"),
            entry("no_base_url", "because mql.base-url is not set"),
            entry("no_sender", "because mql.mail.from is not set"),
            entry("dry_run", "because mql.smtp.url is not set: everything is computed, nothing is sent"),
            entry("address_not_readable", "because the address can not be read; was mql.secret changed?"),
            entry("no_store", "because leads live in memory only"),
            entry("address_not_sendable", "because the address can not be written to"),
            entry("worker_lost", "because the server that was sending it stopped"),
            entry("worker_lost_after_hand_over", "because the server stopped while it was sending it"),
            entry("no_answer_after_content", "because the mail server did not answer after it had the mail"),
            entry("mail_not_writable", "because the mail could not be written"),
            entry("smtp_unreachable", "because the mail server could not be reached"),
            entry("smtp_unreachable_or_no_tls", "because the mail server could not be reached over TLS"),
            entry("smtp_tls_not_offered", "because the mail server offered no encryption"),
            entry("smtp_tls_failed", "because the mail server's certificate or encryption was not in order"),
            entry("smtp_no_answer_in_time", "because the mail server took too long"),
            entry("smtp_answer_too_long", "because the mail server did not stop talking"),
            entry("smtp_all_connections_busy", "because all connections to the mail server were busy"),
            entry("smtp_login_refused", "because the mail server refused the log-in"),
            entry("smtp_connection_lost", "because the mail server closed the connection"));

    /** Answers that the feedback page offers. */
    private static final Map<String, String> ANSWERS = Map.of(
            "price", "Too expensive",
            "shipping_cost", "Shipping costs too much",
            "delivery_time", "Delivery takes too long",
            "trust", "Did not trust the shop",
            "payment", "No way to pay that suits",
            "technical", "Something did not work",
            "only_looking", "Was only looking",
            "other", "Another reason");

    private Words() {}

    public static String answer(String reason) {
        return ANSWERS.getOrDefault(reason, title(reason));
    }

    /** For rules: “Views a page”. */
    public static String does(String event) {
        return EventWords.does(event);
    }

    /** For ledgers and timelines: “Viewed a page”. */
    public static String did(String event) {
        return EventWords.did(event);
    }

    public static String state(Mailing.State state) {
        return switch (state) {
            case PLANNED -> "Planned";
            case CLAIMED, HANDED -> "Being sent";
            case SENT -> "Sent";
            case UNCERTAIN -> "Uncertain";
            case RETRY -> "Trying again";
            case DEAD -> "Failed";
            case SKIPPED -> "Not sent";
        };
    }

    /** Why a mail is in its state, as the end of a sentence; empty without a reason. */
    public static String reason(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return "";
        }
        String known = REASONS.get(word);
        if (known != null) {
            return known;
        }
        return word.matches("smtp_[0-9].*")
                ? "because the mail server answered " + word.substring(5).replace('_', ' ')
                : "because: " + word.replace('_', ' ');
    }

    /** A word of ours with a capital letter and spaces. */
    public static String title(String word) {
        String spaced = word.replace('_', ' ');
        return spaced.isEmpty() ? spaced : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
