package dev.mql.nurture.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mail that has every part there is, with which a shop's own layout is tried. */
final class FullMail {
    private static final MailView.Link LINK = new MailView.Link("A label", "https://shop.example/link");
    static final MailView VIEW = new MailView(
            "en",
            "A shop",
            "The subject",
            "The preview",
            "The headline",
            List.of("The first paragraph", "The second paragraph"),
            List.of(new MailView.Figure("A figure", "72")),
            new MailView.Ledger("A ledger", List.of(new MailView.Entry("What", "When", "5")), "In all", "5"),
            List.of(new MailView.Answer("A question", "An answer")),
            new MailView.Offer("Your coupon", "COUPON-CODE", "10 % off", "until then"),
            List.of(LINK, LINK, LINK),
            List.of(new MailView.Link("A reason", "https://shop.example/reason")),
            new MailView.Items(
                    "Your cart",
                    List.of(
                            new MailView.Line(
                                    "An item", "A", "https://shop.example/a.png", "https://shop.example/a", "1", "€5"),
                            new MailView.Line("Another", "B", null, null, "1", "€5")),
                    "and more",
                    new MailView.Sum("Total", "€10")),
            new MailView.Link("The button", "https://shop.example/button"),
            new MailView.Aside("Not for you?", "Tell us why", "https://shop.example/why"),
            List.of("A last word"),
            new MailView.Footer(
                    "The ground for this mail",
                    new MailView.Link("Unsubscribe", "https://shop.example/unsubscribe"),
                    new MailView.Link("Choose", "https://shop.example/preferences"),
                    "The postal address"));

    /** What the law, or the purpose of a mail, does not allow to be missing. */
    private static final Map<String, String> NEEDED = Map.of(
            "The preview", "the preview",
            "The headline", "the headline",
            "The second paragraph", "all paragraphs",
            "https://shop.example/button", "the button",
            "https://shop.example/reason", "the choices",
            "COUPON-CODE", "the coupon",
            "Another", "the items",
            "The ground for this mail", "why its reader gets it",
            "https://shop.example/unsubscribe", "the link to unsubscribe",
            "The postal address", "the postal address");

    private FullMail() {}

    /** Something needed that is not in there. */
    static Optional<String> missing(String rendered) {
        return NEEDED.entrySet().stream()
                .filter(part -> !rendered.contains(part.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst();
    }
}
