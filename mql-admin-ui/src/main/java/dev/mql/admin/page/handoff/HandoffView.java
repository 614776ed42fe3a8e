package dev.mql.admin.page.handoff;

import dev.mql.admin.page.Show.Bar;
import dev.mql.admin.page.Show.When;
import dev.mql.admin.page.lead.LeadView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the hand-off page shows. Public because the template reads it.
 *
 * @param anonymous how many more wait whom sales can not reach; empty for none or where they are listed
 * @param export address of the same list as a file
 */
public record HandoffView(
        String summary,
        Filter filter,
        List<String> grades,
        List<Row> rows,
        List<LeadView.Choice> reasons,
        String anonymous,
        boolean filtered,
        String export,
        @Nullable Done done,
        @Nullable Verdicts verdicts,
        List<Dead> dead,
        boolean maySell) {

    public record Filter(String grade, String quality, boolean anonymous) {}

    /** @param late what is wrong with the wait; empty if nothing is */
    public record Row(
            String id,
            String href,
            String name,
            String company,
            String score,
            Bar bar,
            String grade,
            String quality,
            String cart,
            When since,
            String waits,
            String late,
            boolean overdue) {}

    /**
     * What became of the last press of a button.
     *
     * @param undo id of the lead for which it can be taken back; empty where it can not
     */
    public record Done(String text, String href, String undo) {}

    /** @param hint whether so many were rejected that the definition of an MQL should change */
    public record Verdicts(
            String summary, boolean hint, List<Share> shares, List<Share> reasons, List<Version> versions) {}

    public record Share(String label, Bar bar, String text) {}

    public record Version(String version, String accepted, String rejected, String share) {}

    /** A message that was given up. */
    public record Dead(String href, String lead, String id, LeadView.NoticeRow notice) {}
}
