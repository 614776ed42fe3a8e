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
            entry("series_off", "because no series for this is switched on"),
            entry("before_activation", "because it happened before the series was switched on"),
            entry("cool_down", "because another series went to them a short while ago"),
            entry("holdout", "because they are among the few who get no mail, so that the effect can be seen"),
            entry("sales_contact", "because sales is in touch with them"),
            entry("answered", "because they have answered, and the answer asks for silence"),
            entry("no_path", "because no condition of this step holds"),
            entry("nothing_left", "because nothing of it can be bought any more"),
            entry("over", "because what it was about is over"),
            entry("stopped_by_complaints", "because all mail has stopped after too many complaints"),
            entry("stopped_by_bounces", "because all mail has stopped after too many bounces"),
            entry("quiet_hours", "because nobody is written to at this hour"),
            entry("frequency_cap", "because they had enough mail for now"),
            entry("catching_up", "because many are due at once and go out one after the other"),
            entry("sending_rate", "because the mail server takes no more for now"),
            entry("catalog_away", "because the shop's catalogue does not answer"),
            entry("declined_topic", "because they want no mail of this kind"),
            entry("complained", "because they reported a mail as spam"),
            entry("too_old", "because it was too long ago"),
            entry("other_depth", "because they did not come as far as the series asks, or came farther"),
            entry("only_free_items", "because everything in the cart is free"),
            entry("other_value", "because the cart is worth less, or more, than the series asks"),
            entry("other_grade", "because their grade or quality is none that the series takes"),
            entry("other_score", "because their score is none that the series takes"),
            entry("other_country", "because the series does not go to their country"),
            entry("other_segment", "because they are not in the segment of the series"),
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
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            entry("price", "Too expensive"),
            entry("shipping_cost", "Shipping costs too much"),
            entry("delivery_time", "Delivery takes too long"),
            entry("trust", "Did not trust the shop"),
            entry("payment", "No way to pay that suits"),
            entry("technical", "Something did not work"),
            entry("only_looking", "Was only looking"),
            entry("other", "Another reason"),
            entry("bought_elsewhere", "Bought elsewhere"),
            entry("satisfied", "Satisfied"),
            entry("neutral", "So-so"),
            entry("unsatisfied", "Not satisfied"));

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

    /** The same as a sentence's beginning: “They unsubscribed”. */
    public static String why(String word) {
        String reason = reason(word);
        return title(reason.startsWith("because ") ? reason.substring("because ".length()) : reason);
    }

    /** What makes a series begin. */
    public static String occasion(Mailing.Kind kind) {
        return switch (kind) {
            case CONFIRM_ADDRESS -> "An address is typed";
            case RECOVERY -> "A cart is left";
            case BROWSE -> "Items are looked at, none goes into a cart";
            case WELCOME -> "An address is confirmed";
            case WIN_BACK -> "A customer stays away";
            case SATISFACTION -> "An order is placed";
            case QUESTION -> "A series ends without an order";
        };
    }

    /** What a mail of this kind is called: “Welcome 2”. */
    public static String mail(Mailing.Kind kind, int step) {
        return switch (kind) {
            case CONFIRM_ADDRESS -> "Confirm";
            case RECOVERY -> "Mail " + step;
            case BROWSE -> "Looked at " + step;
            case WELCOME -> "Welcome " + step;
            case WIN_BACK -> "Win back " + step;
            case SATISFACTION -> "How was it";
            case QUESTION -> "Why not";
        };
    }

    /** A word of ours with a capital letter and spaces. */
    public static String title(String word) {
        String spaced = word.replace('_', ' ');
        return spaced.isEmpty() ? spaced : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
