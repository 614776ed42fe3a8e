package dev.mql.event;

import static java.util.Map.entry;

import java.util.Map;

/** What events mean to people. */
public final class EventWords {
    /** What somebody does, and what they did. */
    private record Act(String does, String did) {}

    private static final Map<String, Act> ACTS = Map.ofEntries(
            entry("page_view", new Act("Views a page", "Viewed a page")),
            entry("view_item", new Act("Looks at a product", "Looked at a product")),
            entry("view_item_list", new Act("Looks at a list of products", "Looked at a list of products")),
            entry("search", new Act("Searches the shop", "Searched the shop")),
            entry("add_to_cart", new Act("Puts something into the cart", "Put something into the cart")),
            entry("add_to_wishlist", new Act("Puts something on the wish list", "Put something on the wish list")),
            entry("click", new Act("Follows a link to elsewhere", "Followed a link to elsewhere")),
            entry("remove_from_cart", new Act("Takes something out of the cart", "Took something out of the cart")),
            entry("view_cart", new Act("Looks at the cart", "Looked at the cart")),
            entry("begin_checkout", new Act("Begins to check out", "Began to check out")),
            entry("add_shipping_info", new Act("Enters where to ship to", "Entered where to ship to")),
            entry("add_payment_info", new Act("Enters how to pay", "Entered how to pay")),
            entry("purchase", new Act("Buys", "Bought")),
            entry("refund", new Act("Gets money back", "Got money back")),
            entry("sign_up", new Act("Opens an account", "Opened an account")),
            entry("login", new Act("Signs in", "Signed in")),
            entry("generate_lead", new Act("Leaves contact details", "Left contact details")),
            entry("view_pricing", new Act("Views the pricing page", "Viewed the pricing page")),
            entry("cart_declined", new Act("Wants no mail about a cart", "Wanted no mail about the cart")),
            entry("identify", new Act("Is described by the shop", "Was described by the shop")),
            entry("consent_granted", new Act("Agrees to being tracked", "Agreed to being tracked")),
            entry("consent_withdrawn", new Act("Takes consent back", "Took consent back")),
            entry("newsletter_signup", new Act("Signs up for the newsletter", "Signed up for the newsletter")),
            entry("address_confirmed", new Act("Confirms the e-mail address", "Confirmed the e-mail address")),
            entry("contact_form", new Act("Sends the contact form", "Sent the contact form")),
            entry("quote_request", new Act("Asks for a quote", "Asked for a quote")),
            entry("demo_request", new Act("Asks for a demo", "Asked for a demo")),
            entry("file_download", new Act("Downloads a file", "Downloaded a file")),
            entry("webinar_signup", new Act("Signs up for a webinar", "Signed up for a webinar")),
            entry("webinar_attend", new Act("Attends a webinar", "Attended a webinar")),
            entry("social_click", new Act("Goes to a social network", "Went to a social network")),
            entry("ad_click", new Act("Comes from an advertisement", "Came from an advertisement")),
            entry("campaign_details", new Act("Comes by a link from elsewhere", "Came by a link from elsewhere")),
            entry("engaged_time", new Act("Spends time reading", "Spent time reading")),
            entry("payment_failed", new Act("Has a payment refused", "Had a payment refused")),
            entry("email_click", new Act("Clicks in a mail", "Clicked in a mail")),
            entry("email_bounce", new Act("A mail to them bounces", "A mail to them bounced")),
            entry("email_complaint", new Act("Reports a mail as spam", "Reported a mail as spam")),
            entry("unsubscribe", new Act("Unsubscribes", "Unsubscribed")),
            entry("feedback", new Act("Gives feedback", "Gave feedback")));

    private EventWords() {}

    /** For rules: “Views a page”. */
    public static String does(String event) {
        Act act = ACTS.get(event);
        return act != null ? act.does() : "Does “" + event.replace('_', ' ') + "”";
    }

    /** For ledgers and timelines: “Viewed a page”. */
    public static String did(String event) {
        Act act = ACTS.get(event);
        return act != null ? act.did() : "Did “" + event.replace('_', ' ') + "”";
    }
}
