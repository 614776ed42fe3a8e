package dev.mql.nurture.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a mail says, in the order of its layout; the HTML and the text part are written from the same one. Only plain
 * texts: the layout decides nothing and escapes everything.
 */
record MailView(
        String lang,
        String shop,
        String subject,
        String preheader,
        String headline,
        List<String> paragraphs,
        List<Figure> figures,
        @Nullable Ledger ledger,
        List<Answer> answers,
        List<Link> choices,
        @Nullable String cartTitle,
        List<Line> lines,
        @Nullable String more,
        String totalLabel,
        String total,
        Link button,
        @Nullable Aside aside,
        List<String> closing,
        Footer footer) {

    record Link(String label, String url) {}

    /** One number that matters, and what it is. */
    record Figure(String label, String value) {}

    /** Lines that add up: what, when, how much. */
    record Ledger(String title, List<Entry> entries, String totalLabel, String total) {}

    record Entry(String what, String when, String points) {}

    record Answer(String title, String text) {}

    /** The quiet second line: a few words and a link. */
    record Aside(String lead, String label, String url) {}

    record Line(String name, String initial, @Nullable String image, String quantity, String total) {}

    record Footer(String why, @Nullable Link unsubscribe, String address) {}
}
