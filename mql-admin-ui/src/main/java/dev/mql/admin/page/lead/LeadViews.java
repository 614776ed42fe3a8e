package dev.mql.admin.page.lead;

import dev.mql.Mql;
import dev.mql.acquisition.Acquisition;
import dev.mql.acquisition.TrafficSource;
import dev.mql.admin.page.Names;
import dev.mql.admin.page.Show;
import dev.mql.admin.web.Role;
import dev.mql.config.Settings;
import dev.mql.lead.Lead;
import dev.mql.lead.Person;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a lead into words. Thread-safe. */
final class LeadViews {
    private final Mql mql;

    LeadViews(Mql mql) {
        this.mql = mql;
    }

    LeadView of(Lead lead, Role reader, Show show, LeadView.@Nullable Note note, Hands.Typed typed) {
        Scorer scorer = mql.models().scorer();
        Score score = scorer.score(lead, show.now());
        Names names = Names.of(lead, mql.vault());
        Carts carts = new Carts(lead, show);
        String company = lead.person().company();
        return new LeadView(
                lead.id().toString(),
                names.name(),
                names.address(),
                Show.stage(lead.stage()),
                Standings.of(lead, score, scorer, show),
                new LeadView.Facts(
                        show.when(lead.lastSeen()),
                        show.when(lead.firstSeen()),
                        lead.since() == 0 ? "from the first visit" : "since " + show.moment(lead.since()),
                        cameBy(lead.acquisition(), show),
                        company == null ? "" : company,
                        basis(lead, show)),
                SalesPanel.of(lead, mql.desk().reasons(), mql.config().get(Settings.HANDOFF_FIRST_TOUCH), show),
                Ledger.of(score, show),
                "Scored by version " + scorer.model().version() + " of the scoring.",
                Hands.corrections(lead, typed, show),
                Knowledge.of(lead, scorer, show),
                Knowledge.consents(lead, show),
                Hands.notices(lead, show),
                carts.views(),
                carts.otherMails(),
                carts.otherRuns(),
                Timeline.of(lead, show),
                note,
                Role.SELLING.contains(reader),
                Role.KEEPING.contains(reader));
    }

    private static List<LeadView.Came> cameBy(@Nullable Acquisition known, Show show) {
        if (known == null) {
            return List.of();
        }
        return known.first().equals(known.last())
                ? List.of(came("Came by", known.first(), show))
                : List.of(came("First came by", known.first(), show), came("Last came by", known.last(), show));
    }

    private static LeadView.Came came(String title, TrafficSource source, Show show) {
        return new LeadView.Came(title, source.channel().words(), source.words(), show.when(source.at()));
    }

    private static String basis(Lead lead, Show show) {
        Person person = lead.person();
        if (person.unsubscribed()) {
            return "No: unsubscribed " + show.when(person.unsubscribedAt()).relative();
        }
        return switch (person.basis()) {
            case NONE ->
                lead.claim() != null
                        ? "Not yet: the address waits for its confirmation"
                        : person.known() ? "No: nobody agreed to marketing mail" : "No: no address is known";
            case DOUBLE_OPT_IN -> "Yes: confirmed by double opt-in on " + show.moment(person.basisAt());
            case CONSENT -> "Yes: agreed on " + show.moment(person.basisAt());
            case SOFT_OPT_IN -> "Yes: as a customer, since " + show.moment(person.basisAt());
        };
    }
}
