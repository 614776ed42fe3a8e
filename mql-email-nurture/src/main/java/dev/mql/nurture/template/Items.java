package dev.mql.nurture.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the lines of a cart, or what was looked at, into the words of a mail. */
final class Items {
    private static final int MAX_LINES = 8;

    private Items() {}

    static MailView.Items of(TextKey key, CartView items, Money money, Words words) {
        boolean cart = key.theme() != TextKey.Theme.BROWSE;
        return new MailView.Items(
                key == TextKey.CART_3 ? words.say("mail.items.last") : null,
                lines(items, money, cart),
                more(words, items.lines().size()),
                cart ? new MailView.Sum(words.say("mail.total"), money.write(items.total())) : null);
    }

    /** The first few of a cart. */
    static List<MailView.Line> lines(CartView items, Money money, boolean cart) {
        return items.lines().stream()
                .limit(MAX_LINES)
                .map(line -> line(line, money, cart, image(line.image())))
                .toList();
    }

    /**
     * @param cart whether how many there are has a sense; else only the price of one is told
     * @param image as it may be shown
     */
    static MailView.Line line(CartView.Line line, Money money, boolean cart, @Nullable String image) {
        String name = Plain.line(line.name(), 120);
        String initial = name.isEmpty() ? "·" : name.substring(0, name.offsetByCodePoints(0, 1));
        String price = money.write(line.price());
        return new MailView.Line(
                name,
                initial,
                image,
                page(line.url()),
                cart ? line.quantity() + "\u00a0×\u00a0" + price : "",
                cart ? money.write(line.total()) : price);
    }

    /** A link to somewhere in the web, and to nothing else. */
    private static @Nullable String page(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://")) ? url : null;
    }

    /** Only what a mail program fetches without a warning; besides, on one's own machine, what a demo serves. */
    private static @Nullable String image(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://localhost:")) ? url : null;
    }

    /** How many of so many lines are not shown, in words. */
    static @Nullable String more(Words words, int all) {
        int hidden = all - MAX_LINES;
        if (hidden <= 0) {
            return null;
        }
        return hidden == 1
                ? words.say("mail.more.one")
                : words.say("mail.more.many", Map.of("count", Integer.toString(hidden)));
    }
}
