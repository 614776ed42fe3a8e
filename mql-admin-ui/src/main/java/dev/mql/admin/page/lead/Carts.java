package dev.mql.admin.page.lead;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.admin.page.carts.Runs;
import dev.mql.cart.Cart;
import dev.mql.cart.Feedback;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import java.util.Comparator;
import java.util.List;

/** The carts of a lead with the mails about each, and in words why there was none. */
final class Carts {
    private final Lead lead;
    private final Show show;

    Carts(Lead lead, Show show) {
        this.lead = lead;
        this.show = show;
    }

    List<LeadView.CartView> views() {
        return lead.carts().stream().map(this::view).toList();
    }

    /** Mails that are not about a cart that is still known. */
    List<LeadView.Step> otherMails() {
        return lead.mails().stream()
                .filter(m -> m.kind() != Mailing.Kind.RECOVERY
                        || lead.cart(m.subject()).isEmpty())
                .map(m -> step(m, Words.mail(m.kind(), m.step())))
                .toList();
    }

    /** What series made of what is not a cart that is still known. */
    List<String> otherRuns() {
        return lead.enrolments().stream()
                .filter(run -> run.entered() && lead.cart(run.subject()).isEmpty())
                .map(run -> Words.occasion(run.kind()) + ": " + Runs.words(run, show))
                .toList();
    }

    private LeadView.CartView view(Cart cart) {
        List<LeadView.Step> steps = lead.mails().stream()
                .filter(m -> m.kind() == Mailing.Kind.RECOVERY && m.subject().equals(cart.id()))
                .sorted(Comparator.comparingInt(Mailing::step))
                .map(m -> step(m, "Mail " + m.step()))
                .toList();
        Feedback answer = cart.feedback();
        String run = lead.enrolment(Mailing.Kind.RECOVERY, cart.id())
                .map(found -> Runs.words(found, show))
                .orElse("");
        return new LeadView.CartView(
                title(cart),
                show.when(cart.touchedAt()),
                cart.lines().stream()
                        .map(l -> new LeadView.Item(
                                l.name(), l.quantity() + " ×", Show.money(l.total(), cart.currency())))
                        .toList(),
                steps,
                run,
                steps.isEmpty() && run.isEmpty() ? whyNoMail(cart) : "",
                answer == null
                        ? ""
                        : "Feedback: " + Words.answer(answer.reason())
                                + (answer.text().isEmpty() ? "" : ". “" + answer.text() + "”"));
    }

    static String title(Cart cart) {
        String value = Show.money(cart.total(), cart.currency());
        return switch (cart.state()) {
            case OPEN -> "Open, " + value;
            case ABANDONED -> "Left behind, " + value;
            case ORDERED -> "Ordered, " + value + (cart.orderRef() == null ? "" : " (order " + cart.orderRef() + ")");
            case EMPTIED -> "Emptied";
        };
    }

    private String whyNoMail(Cart cart) {
        if (cart.state() == Cart.State.ORDERED || cart.state() == Cart.State.EMPTIED) {
            return "";
        }
        if (lead.person().unsubscribed()) {
            return "No mail: they unsubscribed.";
        }
        if (!lead.person().known()) {
            return lead.claim() == null
                    ? "No mail: no address is known for this lead."
                    : "No mail: the address was typed but is not confirmed.";
        }
        return cart.state() == Cart.State.OPEN
                ? "No mail yet: reminders begin once the cart has been left alone for a while."
                : "No mail is planned for this cart.";
    }

    private LeadView.Step step(Mailing mail, String label) {
        String reason = Words.reason(mail.reason());
        String when = show.when(mail.state().waiting() ? mail.due() : mail.at()).relative();
        String why =
                switch (mail.state()) {
                    case PLANNED -> "due " + when + (reason.isEmpty() ? "" : ", " + reason);
                    case RETRY -> "next try " + when + (reason.isEmpty() ? "" : ", " + reason);
                    case SENT -> when;
                    case UNCERTAIN ->
                        when + ": the mail server may have it, so it is not sent again"
                                + (reason.isEmpty() ? "" : " (" + reason + ")");
                    default -> reason.isEmpty() ? when : reason;
                };
        return new LeadView.Step(label, Words.state(mail.state()), why);
    }
}
