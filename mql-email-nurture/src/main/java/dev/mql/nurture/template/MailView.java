package dev.mql.nurture.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a mail says, in the order of its layout; the HTML and the text part are written from the same one. Only plain
 * texts: the layout decides nothing and escapes everything. A shop's own layout finds all of this under the name {@code mail}.
 */
record MailView(
        String lang,
        String shop,
        String subject,
        String preview,
        String headline,
        List<String> paragraphs,
        List<Figure> figures,
        @Nullable Ledger ledger,
        List<Answer> answers,
        @Nullable Offer coupon,
        List<Link> rating,
        List<Link> choices,
        @Nullable Items items,
        @Nullable Link button,
        @Nullable Aside aside,
        List<String> closing,
        Footer footer) {

    /** The same with every text as {@code slots} gives it: the one walk through it that there is. */
    MailView through(Slots slots) {
        return new MailView(
                slots.text(lang),
                slots.text(shop),
                slots.text(subject),
                slots.text(preview),
                slots.text(headline),
                slots.each(paragraphs, slots::text),
                slots.each(figures, f -> new Figure(slots.text(f.label), slots.text(f.value))),
                slots.maybe(ledger, l -> l.through(slots)),
                slots.each(answers, a -> new Answer(slots.text(a.title), slots.text(a.text))),
                slots.maybe(
                        coupon,
                        c -> new Offer(
                                slots.text(c.title), slots.text(c.code), slots.text(c.words), slots.text(c.until))),
                slots.each(rating, l -> l.through(slots)),
                slots.each(choices, l -> l.through(slots)),
                slots.maybe(items, i -> i.through(slots)),
                slots.maybe(button, l -> l.through(slots)),
                slots.maybe(aside, a -> new Aside(slots.text(a.lead), slots.text(a.label), slots.text(a.url))),
                slots.each(closing, slots::text),
                footer.through(slots));
    }

    record Link(String label, String url) {
        private Link through(Slots slots) {
            return new Link(slots.text(label), slots.text(url));
        }
    }

    /** One number that matters, and what it is. */
    record Figure(String label, String value) {}

    /** Lines that add up: what, when, how much. */
    record Ledger(String title, List<Entry> entries, String totalLabel, String total) {
        private Ledger through(Slots slots) {
            return new Ledger(
                    slots.text(title),
                    slots.each(entries, e -> new Entry(slots.text(e.what), slots.text(e.when), slots.text(e.points))),
                    slots.text(totalLabel),
                    slots.text(total));
        }
    }

    record Entry(String what, String when, String points) {}

    record Answer(String title, String text) {}

    /** A coupon: its code, what it is worth, until when. */
    record Offer(String title, String code, String words, String until) {}

    /**
     * What was in the cart, or was looked at.
     *
     * @param more how many are not shown, in words
     * @param sum {@code null} where the items are no cart
     */
    record Items(
            @Nullable String title,
            List<Line> lines,
            @Nullable String more,
            @Nullable Sum sum) {
        private Items through(Slots slots) {
            return new Items(
                    slots.maybe(title, slots::text),
                    slots.each(lines, l -> l.through(slots)),
                    slots.maybe(more, slots::text),
                    slots.maybe(sum, s -> new Sum(slots.text(s.label), slots.text(s.amount))));
        }
    }

    record Sum(String label, String amount) {}

    /** The quiet second line: a few words and a link. */
    record Aside(String lead, String label, String url) {}

    /** @param quantity with the price of one; empty where a quantity has no sense */
    record Line(
            String name,
            String initial,
            @Nullable String image,
            @Nullable String url,
            String quantity,
            String total) {
        private Line through(Slots slots) {
            return new Line(
                    slots.text(name),
                    slots.text(initial),
                    slots.maybe(image, slots::text),
                    slots.maybe(url, slots::text),
                    slots.text(quantity),
                    slots.text(total));
        }
    }

    record Footer(
            String why,
            @Nullable Link unsubscribe,
            @Nullable Link preferences,
            String address) {
        private Footer through(Slots slots) {
            return new Footer(
                    slots.text(why),
                    slots.maybe(unsubscribe, l -> l.through(slots)),
                    slots.maybe(preferences, l -> l.through(slots)),
                    slots.text(address));
        }
    }
}
