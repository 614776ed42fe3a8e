package dev.mql.admin.page.lead;

import dev.mql.admin.page.Show.Bar;
import dev.mql.admin.page.Show.StageSign;
import dev.mql.admin.page.Show.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one lead shows: texts, ready to be escaped. Public because the template reads it.
 *
 * @param note what became of the last press of a button; {@code null} without one
 * @param maySell whether the reader may decide about the lead
 * @param mayKeep whether the reader may give out and erase all of it
 */
public record LeadView(
        String id,
        String name,
        String address,
        StageSign stage,
        Standing standing,
        Facts facts,
        Sales sales,
        List<Line> ledger,
        String scoredBy,
        Corrections corrections,
        Known known,
        List<ConsentRow> consents,
        List<NoticeRow> notices,
        List<CartView> carts,
        List<Step> otherMails,
        List<String> otherRuns,
        List<Day> timeline,
        @Nullable Note note,
        boolean maySell,
        boolean mayKeep) {

    /** @param bad whether something was refused */
    public record Note(boolean bad, String title, String text) {}

    /**
     * Where the score stands.
     *
     * @param quality “High-quality MQL”, “Low-quality MQL”; empty for who is no MQL
     * @param gradeWords what the grade means
     */
    public record Standing(
            String score,
            Bar bar,
            String scale,
            String grade,
            String quality,
            String gradeWords,
            String distance,
            String falls) {}

    /**
     * @param cameBy the first source and the last, where it is another; empty where nobody sent the lead
     * @param company domain of the company's mail; empty for none
     */
    public record Facts(When lastSeen, When firstSeen, String since, List<Came> cameBy, String company, String basis) {}

    /** By whom a lead was sent: “Paid search” and “google / cpc, Spring Sale”. */
    public record Came(String title, String channel, String source, When at) {}

    /**
     * What sales made of the lead, and what it can say now.
     *
     * @param verdicts that need no reason
     * @param refusals that need one of the reasons
     */
    public record Sales(
            String text, boolean overdue, List<Choice> verdicts, List<Choice> refusals, List<Choice> reasons) {}

    /** A word for programs and what it is called. */
    public record Choice(String word, String label) {}

    /** A line of the ledger: given - cut - faded = left, and all left add up to the score. */
    public record Line(String what, When when, String given, String cut, String faded, String left) {}

    /** Points given by hand, and the form for more; the form keeps what was typed. */
    public record Corrections(
            List<CorrectionRow> rows, String points, String reason, String until, String earliest, String latest) {}

    public record CorrectionRow(String points, String reason, String by, When at, String until) {}

    /**
     * What is known of who it is.
     *
     * @param fit in words
     * @param missing what the scoring asks for and nobody has said
     */
    public record Known(String fit, List<AttributeRow> attributes, String missing) {}

    /** @param points what it gives for fit, empty where the scoring does not ask for it */
    public record AttributeRow(String name, String value, When at, String points) {}

    public record ConsentRow(boolean granted, String text, String detail, When at) {}

    /** @param dead whether it was given up, so that it can be tried again or dropped */
    public record NoticeRow(String what, String state, When at, String channel, String sequence, boolean dead) {}

    /**
     * A cart, what lies in it, and the mails about it.
     *
     * @param run what a series made of it; empty if none has looked at it yet
     */
    public record CartView(
            String title,
            When touched,
            List<Item> lines,
            List<Step> steps,
            String run,
            String whyNoMail,
            String feedback) {}

    public record Item(String name, String quantity, String total) {}

    /** A mail: which one, what became of it, why. */
    public record Step(String label, String state, String why) {}

    /** What happened on one day, latest first. */
    public record Day(String title, List<Entry> entries) {}

    /** @param turn whether something changed for good, rather than one more click */
    public record Entry(When when, String text, boolean turn) {}
}
