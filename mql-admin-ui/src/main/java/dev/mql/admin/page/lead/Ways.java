package dev.mql.admin.page.lead;

import static java.util.Map.entry;

import dev.mql.scoring.Way;
import java.util.List;
import java.util.Map;

/** The shortest ways to the threshold in words: “one quote request or two pricing views would do”. */
final class Ways {
    private static final String[] NUMBERS = {"no", "one", "two", "three", "four", "five"};

    /** One of it, and several. */
    private record Noun(String one, String many) {}

    private static final Map<String, Noun> NOUNS = Map.ofEntries(
            entry("page_view", new Noun("page view", "page views")),
            entry("view_item", new Noun("product view", "product views")),
            entry("view_item_list", new Noun("product list", "product lists")),
            entry("search", new Noun("search", "searches")),
            entry("add_to_cart", new Noun("thing put into the cart", "things put into the cart")),
            entry("begin_checkout", new Noun("begun checkout", "begun checkouts")),
            entry("sign_up", new Noun("new account", "new accounts")),
            entry("login", new Noun("sign-in", "sign-ins")),
            entry("generate_lead", new Noun("contact request", "contact requests")),
            entry("view_pricing", new Noun("pricing view", "pricing views")),
            entry("newsletter_signup", new Noun("newsletter sign-up", "newsletter sign-ups")),
            entry("address_confirmed", new Noun("confirmed address", "confirmed addresses")),
            entry("contact_form", new Noun("contact form", "contact forms")),
            entry("quote_request", new Noun("quote request", "quote requests")),
            entry("demo_request", new Noun("demo request", "demo requests")),
            entry("file_download", new Noun("download", "downloads")),
            entry("webinar_signup", new Noun("webinar sign-up", "webinar sign-ups")),
            entry("webinar_attend", new Noun("webinar visit", "webinar visits")),
            entry("social_click", new Noun("click on a social network", "clicks on social networks")),
            entry("ad_click", new Noun("click on an advertisement", "clicks on advertisements")),
            entry("campaign_details", new Noun("visit by a link from elsewhere", "visits by links from elsewhere")),
            entry("click", new Noun("click on a link", "clicks on links")),
            entry("add_to_wishlist", new Noun("thing put on the wish list", "things put on the wish list")),
            entry("email_click", new Noun("click in a mail", "clicks in mails")),
            entry("engaged_time", new Noun("minute of reading", "minutes of reading")),
            entry("feedback", new Noun("answer", "answers")),
            entry("purchase", new Noun("order", "orders")));

    private Ways() {}

    /** The end of a sentence; empty where no single thing would do. */
    static String words(List<Way> ways) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ways.size(); i++) {
            text.append(i == 0 ? "" : i == ways.size() - 1 ? " or " : ", ").append(words(ways.get(i)));
        }
        return text.isEmpty() ? "" : text + " would do";
    }

    private static String words(Way way) {
        Noun noun = NOUNS.get(way.event());
        String what = noun == null
                ? "times “" + way.event().replace('_', ' ') + "”"
                : way.times() == 1 ? noun.one() : noun.many();
        if (noun == null && way.times() == 1) {
            what = "time “" + way.event().replace('_', ' ') + "”";
        }
        String rule = way.rule().equals(way.event()) ? "" : " (rule “" + way.rule() + "”)";
        return (way.times() < NUMBERS.length ? NUMBERS[way.times()] : Integer.toString(way.times()))
                + ' '
                + what
                + rule;
    }
}
