package dev.mql.engine;

import dev.mql.event.Event;
import dev.mql.event.Purchase;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.RecoveredCart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an order says of the series that came before it. Each enrolment keeps the first order within its time, whether it got mails or
 * not, so that both can be compared; to the credit of mails an order goes once, to the series whose mail went last. Pure.
 */
final class CreditRules {
    /** Orders that nobody was moved to by a mail: made by the shop's own people, by programs, or by themselves. */
    private static final Set<String> NOT_BY_SHOPPERS =
            Set.of("staff", "api", "phone", "pos", "renewal", "subscription", "import", "admin");

    private CreditRules() {}

    /** An order of the lead's own; one that came out of somebody else's recovered cart is put down to that lead. */
    static Lead ordered(Lead lead, Event event) {
        RecoveredCart recovered = RecoveredCart.parse(event.props().text(RecoveredCart.PROPERTY));
        boolean mine = recovered == null
                || recovered.lead().equals(lead.id())
                || lead.absorbed().contains(recovered.lead());
        return mine ? ordered(lead, event, enrolment -> true) : lead;
    }

    /** The order of a cart, whoever made it. */
    static Lead orderedCart(Lead owner, Event event, String cart) {
        return ordered(owner, event, enrolment -> enrolment.subject().equals(cart));
    }

    private static Lead ordered(Lead lead, Event event, Predicate<Enrolment> which) {
        String origin = event.props().text(Purchase.ORIGIN);
        if (!OrderRules.counts(event) || origin != null && NOT_BY_SHOPPERS.contains(origin)) {
            return lead;
        }
        List<Enrolment> open = lead.enrolments().stream()
                .filter(e -> e.entered() && e.orderedAt() == 0)
                .filter(e -> event.at() + 999 >= e.at() && event.at() <= e.creditUntil())
                .filter(which)
                .toList();
        if (open.isEmpty()) {
            return lead;
        }
        Enrolment winner = open.stream()
                .filter(e -> lastSent(lead, e, event.at()) != null)
                .max(Comparator.comparingLong(e -> Objects.requireNonNull(lastSent(lead, e, event.at()))))
                .orElse(null);
        Double value = event.props().number("value");
        String currency = event.props().text("currency");
        List<Enrolment> all = new ArrayList<>(lead.enrolments());
        all.replaceAll(e -> open.contains(e)
                ? e.ordered(
                        event.at(),
                        value == null ? 0 : value,
                        currency == null || currency.length() != 3 ? "" : currency,
                        e.equals(winner))
                : e);
        return lead.withEnrolments(all);
    }

    private static @Nullable Long lastSent(Lead lead, Enrolment enrolment, long before) {
        return lead.mails().stream()
                .filter(m -> m.state() == Mailing.State.SENT
                        && m.kind() == enrolment.kind()
                        && m.subject().equals(enrolment.subject())
                        && m.at() <= before)
                .map(Mailing::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
