package dev.mql.event;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of events. The e-commerce names are the recommended events of GA4, so that shops reuse what they already push; ours stand
 * beside them; a shop may add its own.
 */
public final class EventType {
    public static final String PAGE_VIEW = "page_view";
    public static final String PURCHASE = "purchase";
    public static final String ADD_TO_CART = "add_to_cart";
    public static final String ADD_TO_WISHLIST = "add_to_wishlist";
    /** A link to elsewhere. */
    public static final String CLICK = "click";

    public static final String BEGIN_CHECKOUT = "begin_checkout";
    /** Ours: the shop or its payment provider refused a payment. */
    public static final String PAYMENT_FAILED = "payment_failed";

    public static final String LOGIN = "login";
    public static final String NEWSLETTER_SIGNUP = "newsletter_signup";
    public static final String ENGAGED_TIME = "engaged_time";
    public static final String FEEDBACK = "feedback";
    public static final String UNSUBSCRIBE = "unsubscribe";
    public static final String EMAIL_CLICK = "email_click";
    /** Somebody came by an advertisement that the shop pays for. */
    public static final String AD_CLICK = "ad_click";
    /** Somebody came from elsewhere without one: by a campaign's link, a search, another site. GA4's name for it. */
    public static final String CAMPAIGN_DETAILS = "campaign_details";
    /** Ours: the cart as the shop holds it, whole; an empty one means that the cart was emptied. */
    public static final String CART_SNAPSHOT = "cart_snapshot";
    /** Ours: the person opened the link in the confirmation mail and pressed the button. */
    public static final String ADDRESS_CONFIRMED = "address_confirmed";

    /** Ours: the shop tells what it knows of a person, as attributes; worth nothing by itself. */
    public static final String IDENTIFY = "identify";
    /** Ours: somebody agreed to being watched for the purposes in {@code purposes}, under the text in {@code wording}. */
    public static final String CONSENT_GRANTED = "consent_granted";
    /** Ours: somebody took that back; what was seen for these purposes is forgotten. */
    public static final String CONSENT_WITHDRAWN = "consent_withdrawn";

    /** Ours: the shopper was offered a mail about the cart and said no; what is known of the cart is forgotten. */
    public static final String CART_DECLINED = "cart_declined";

    /** Ours: the visitor proved to be a program; what it did since the instant {@code since} counts for nothing. */
    public static final String MACHINE = "machine";

    /** The names that need no declaration. The order is stored: only ever append. */
    public static final List<String> KNOWN = List.of(
            PAGE_VIEW,
            "view_item",
            "view_item_list",
            "search",
            ADD_TO_CART,
            "remove_from_cart",
            "view_cart",
            BEGIN_CHECKOUT,
            "add_shipping_info",
            "add_payment_info",
            PURCHASE,
            "refund",
            "sign_up",
            LOGIN,
            "generate_lead",
            "view_pricing",
            NEWSLETTER_SIGNUP,
            "contact_form",
            "quote_request",
            "demo_request",
            "file_download",
            "webinar_signup",
            "webinar_attend",
            "social_click",
            AD_CLICK,
            ENGAGED_TIME,
            EMAIL_CLICK,
            "email_bounce",
            "email_complaint",
            UNSUBSCRIBE,
            FEEDBACK,
            CART_SNAPSHOT,
            ADDRESS_CONFIRMED,
            IDENTIFY,
            CONSENT_GRANTED,
            CONSENT_WITHDRAWN,
            CART_DECLINED,
            CAMPAIGN_DETAILS,
            ADD_TO_WISHLIST,
            CLICK,
            PAYMENT_FAILED);

    private static final Set<String> KNOWN_SET = Set.copyOf(KNOWN);
    /** What only this product itself may say. */
    private static final Set<String> INTERNAL =
            Set.of(CART_SNAPSHOT, ADDRESS_CONFIRMED, MACHINE, "cart_abandoned", "stage_changed");
    /** What happens outside of the browser: a page that says so is not believed. */
    private static final Set<String> NOT_FROM_BROWSER =
            Set.of("refund", EMAIL_CLICK, "email_bounce", "email_complaint", UNSUBSCRIBE, FEEDBACK);

    /** What is no sign of interest, and so is never scored. */
    private static final Set<String> NO_SIGN =
            Set.of(CART_SNAPSHOT, IDENTIFY, CONSENT_GRANTED, CONSENT_WITHDRAWN, CART_DECLINED);

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private EventType() {}

    /** Whether the source may send the type: the known names, and those that the shop has declared. */
    public static boolean accepts(String type, Source source, Set<String> declared) {
        return switch (source) {
            case SYSTEM -> true;
            case FILTER -> type.equals(CART_SNAPSHOT) || fromOutside(type, declared);
            case API -> fromOutside(type, declared);
            case BEACON -> fromOutside(type, declared) && !NOT_FROM_BROWSER.contains(type);
        };
    }

    private static boolean fromOutside(String type, Set<String> declared) {
        return KNOWN_SET.contains(type) && !INTERNAL.contains(type) || declared.contains(type);
    }

    /** Whether a model may give points for a known type. */
    public static boolean isScorable(String type) {
        return !NO_SIGN.contains(type);
    }

    /** Whether a shop may declare an event of this name. */
    public static boolean isFree(String type) {
        return NAME.matcher(type).matches() && !KNOWN_SET.contains(type) && !INTERNAL.contains(type);
    }
}
