package dev.mql.admin.page.lead;

import dev.mql.admin.page.Show;
import dev.mql.lead.Correction;
import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import dev.mql.lead.Stage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** What people did to a lead by hand, and what others still have to hear of it. Pure. */
public final class Hands {
    private static final Duration USUAL = Duration.ofDays(30);

    private Hands() {}

    /**
     * What was typed into the form for corrections.
     *
     * @param until a day, or empty for the usual one
     */
    record Typed(String points, String reason, String until) {
        static final Typed NOTHING = new Typed("", "", "");
    }

    static LeadView.Corrections corrections(Lead lead, Typed typed, Show show) {
        return new LeadView.Corrections(
                lead.corrections().stream().map(c -> row(c, show)).toList(),
                typed.points(),
                typed.reason(),
                typed.until().isEmpty() ? show.isoDay(show.now() + USUAL.toMillis()) : typed.until(),
                show.isoDay(show.now()),
                show.isoDay(
                        show.now() + Correction.MAX_MILLIS - Duration.ofDays(1).toMillis()));
    }

    private static LeadView.CorrectionRow row(Correction correction, Show show) {
        String points = (correction.points() > 0 ? "+" : "−") + Show.number(Math.abs(correction.points()));
        return new LeadView.CorrectionRow(
                points,
                correction.reason(),
                correction.author(),
                show.when(correction.at()),
                correction.holds(show.now())
                        ? "until " + show.moment(correction.until())
                        : "ended " + show.when(correction.until()).relative());
    }

    static List<LeadView.NoticeRow> notices(Lead lead, Show show) {
        return lead.notices().stream().map(n -> row(n, show)).toList();
    }

    /** One message, for the lead's page and for the list of those that were given up. */
    public static LeadView.NoticeRow row(Notice notice, Show show) {
        int colon = notice.channel().indexOf(':');
        String place = notice.channel().substring(colon + 1);
        String to = (notice.channel().startsWith("mail") ? "Mail to sales " : "Webhook ")
                + (place.matches("[0-9]{1,3}") ? Integer.toString(Integer.parseInt(place) + 1) : place);
        String what =
                switch (notice.topic()) {
                    case Notice.STAGE -> stage(notice.from()) + " → " + stage(notice.to());
                    case Notice.ESCALATION -> "nobody has looked in time";
                    case Notice.ERASED -> "erased";
                    default -> notice.topic();
                };
        String tried = notice.attempts() == 0
                ? ""
                : ", tried " + Show.plural(notice.attempts(), "time")
                        + (notice.error().isEmpty() ? "" : " (" + notice.error() + ")");
        return new LeadView.NoticeRow(
                to + ": " + what,
                notice.waiting() ? "waits, next try " + show.when(notice.due()).relative() + tried : "given up" + tried,
                show.when(notice.at()),
                notice.channel(),
                Long.toString(notice.sequence()),
                !notice.waiting());
    }

    private static String stage(String word) {
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.word().equals(word))
                .findFirst()
                .map(stage -> Show.stage(stage).label())
                .orElse(word);
    }
}
