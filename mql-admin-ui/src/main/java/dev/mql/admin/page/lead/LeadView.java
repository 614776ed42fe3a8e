package dev.mql.admin.page.lead;

import dev.mql.admin.page.Show.Bar;
import dev.mql.admin.page.Show.StageSign;
import dev.mql.admin.page.Show.When;
import java.util.List;

/** What the page of one lead shows: texts, ready to be escaped. Public because the template reads it. */
public record LeadView(
        String id,
        String name,
        String address,
        StageSign stage,
        String score,
        Bar bar,
        String scale,
        String distance,
        String falls,
        When firstSeen,
        When lastSeen,
        String since,
        String basis,
        List<Line> ledger,
        List<CartView> carts,
        List<Step> otherMails,
        List<Day> timeline) {

    /** A line of the ledger: given - cut - faded = left, and all left add up to the score. */
    public record Line(String what, When when, String given, String cut, String faded, String left) {}

    /** A cart, what lies in it, and the mails about it. */
    public record CartView(
            String title, When touched, List<Item> lines, List<Step> steps, String whyNoMail, String feedback) {}

    public record Item(String name, String quantity, String total) {}

    /** A mail: which one, what became of it, why. */
    public record Step(String label, String state, String why) {}

    /** What happened on one day, latest first. */
    public record Day(String title, List<Entry> entries) {}

    /** @param turn whether something changed for good, rather than one more click */
    public record Entry(When when, String text, boolean turn) {}
}
