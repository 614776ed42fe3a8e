package dev.mql.admin.page.carts;

import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.lead.Enrolment;
import dev.mql.lead.Enrolment.Group;
import java.math.BigDecimal;

/** What a series made of an occasion, as sentences. Pure. */
public final class Runs {
    private Runs() {}

    public static String words(Enrolment run, Show show) {
        if (!run.entered()) {
            return "No series took it" + because(run) + '.';
        }
        String group =
                switch (run.group()) {
                    case HOLDOUT -> ", without mail so that the effect can be seen";
                    case B -> ", in the second wording";
                    case A, NONE -> "";
                };
        String ended = run.group() == Group.HOLDOUT || run.reason() == null ? "" : ". Ended early" + because(run);
        return "In the series “" + Words.title(run.series()) + "” since "
                + show.when(run.at()).relative() + group + ended + '.' + ordered(run, show);
    }

    private static String ordered(Enrolment run, Show show) {
        if (run.orderedAt() == 0) {
            return "";
        }
        String worth =
                run.currency().isEmpty() ? "" : " for " + Show.money(BigDecimal.valueOf(run.value()), run.currency());
        return " They ordered" + worth + ' ' + show.when(run.orderedAt()).relative()
                + (run.credited() ? ", put down to its mails." : ", not put down to its mails.");
    }

    private static String because(Enrolment run) {
        String reason = Words.reason(run.reason());
        return reason.isEmpty() ? "" : ", " + reason;
    }
}
