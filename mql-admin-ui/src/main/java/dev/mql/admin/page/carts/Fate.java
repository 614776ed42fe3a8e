package dev.mql.admin.page.carts;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.cart.Cart;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Enrolment.Group;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What became of a cart that was left. Pure.
 *
 * @param word {@link #SENT}, {@link #PLANNED}, or why there is no mail
 * @param text the same as sentences
 */
public record Fate(String word, String text) {
    /** A mail went out. */
    public static final String SENT = "sent";
    /** None did, and one will. */
    public static final String PLANNED = "planned";
    /** Nothing is known that would hold it back. */
    static final String NONE = "none";

    public static Fate of(Lead lead, Cart cart, Show show) {
        List<Mailing> mails = lead.mails().stream()
                .filter(m -> m.kind() == Kind.RECOVERY && m.subject().equals(cart.id()))
                .sorted(Comparator.comparingInt(Mailing::step))
                .toList();
        if (mails.stream().anyMatch(Mailing::went)) {
            return new Fate(SENT, steps(mails, show));
        }
        if (mails.stream().anyMatch(m -> !m.state().over())) {
            return new Fate(PLANNED, steps(mails, show));
        }
        String why = whyNot(lead, cart, mails);
        return new Fate(
                why, why.equals(NONE) ? "No mail is planned for this cart." : "No mail, " + Words.reason(why) + '.');
    }

    private static String steps(List<Mailing> mails, Show show) {
        List<String> parts = new ArrayList<>();
        for (Mailing mail : mails) {
            String name = (parts.isEmpty() ? "Mail " : "mail ") + mail.step();
            switch (mail.state()) {
                case SENT -> parts.add(name + " sent " + show.when(mail.at()).relative());
                case CLAIMED, HANDED -> parts.add(name + " is being sent");
                case UNCERTAIN ->
                    parts.add(name + " perhaps sent " + show.when(mail.at()).relative());
                case PLANNED -> parts.add(name + " due " + show.when(mail.due()).relative() + because(mail));
                case RETRY ->
                    parts.add(name + " tried again " + show.when(mail.due()).relative() + because(mail));
                case DEAD -> parts.add(name + " failed" + because(mail));
                case SKIPPED -> parts.add(name + " not sent" + because(mail));
            }
        }
        return String.join("; ", parts) + '.';
    }

    private static String because(Mailing mail) {
        String reason = Words.reason(mail.reason());
        return reason.isEmpty() ? "" : ", " + reason;
    }

    private static String whyNot(Lead lead, Cart cart, List<Mailing> ended) {
        Enrolment run = lead.enrolment(Kind.RECOVERY, cart.id()).orElse(null);
        if (run != null && run.group() == Group.HOLDOUT) {
            return "holdout";
        }
        for (Mailing mail : ended) {
            if (mail.reason() != null) {
                return mail.reason();
            }
        }
        if (run != null && run.reason() != null) {
            return run.reason();
        }
        return switch (cart.state()) {
            case ORDERED -> "purchased";
            case EMPTIED -> "cart_emptied";
            case OPEN -> "cart_in_use";
            case ABANDONED -> byPerson(lead);
        };
    }

    private static String byPerson(Lead lead) {
        if (lead.person().unsubscribed()) {
            return "unsubscribed";
        }
        if (!lead.person().known()) {
            return lead.claim() == null ? "no_address" : "no_basis";
        }
        return NONE;
    }
}
