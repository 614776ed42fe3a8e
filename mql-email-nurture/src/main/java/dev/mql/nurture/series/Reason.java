package dev.mql.nurture.series;

/** Words for why a mail did not go out, stored with it; each means something to a marketer. */
public final class Reason {
    public static final String UNSUBSCRIBED = "unsubscribed";
    /** The person wants no mail of this kind. */
    public static final String DECLINED_TOPIC = "declined_topic";

    public static final String SUPPRESSED = "suppressed";
    public static final String PURCHASED = "purchased";
    public static final String CART_EMPTIED = "cart_emptied";
    public static final String NEWER_CART = "newer_cart";
    public static final String CART_IN_USE = "cart_in_use";
    public static final String NOT_QUALIFIED = "not_qualified";
    public static final String TOO_LATE = "too_late";
    /** No series for such an occasion is switched on. */
    public static final String SERIES_OFF = "series_off";
    /** It happened before the series was switched on. */
    public static final String BEFORE_ACTIVATION = "before_activation";
    /** Another series went to this lead a short while ago. */
    public static final String COOL_DOWN = "cool_down";
    /** One of those who get no mail so that the effect can be seen. */
    public static final String HOLDOUT = "holdout";
    /** Sales speaks with this lead. */
    public static final String SALES_CONTACT = "sales_contact";
    /** The lead answered, and the answer leads to silence. */
    public static final String ANSWERED = "answered";
    /** No path of the step holds. */
    public static final String NO_PATH = "no_path";
    /** What it was about is over. */
    public static final String OVER = "over";
    /** Nothing of it can be bought any more. */
    public static final String NOTHING_LEFT = "nothing_left";

    public static final String CONSENT_WITHDRAWN = "consent_withdrawn";
    public static final String DRY_RUN = "dry_run";

    /** Put off: too many complaints, so that nothing leaves until somebody has looked. */
    public static final String STOPPED_BY_COMPLAINTS = "stopped_by_complaints";
    /** Put off: too many bounces, likewise. */
    public static final String STOPPED_BY_BOUNCES = "stopped_by_bounces";
    /** Put off: nobody is written to at this hour. */
    public static final String QUIET_HOURS = "quiet_hours";
    /** Put off: this lead had enough mail. */
    public static final String FREQUENCY_CAP = "frequency_cap";
    /** Put off: many are due at once. */
    public static final String CATCHING_UP = "catching_up";
    /** Put off: the receiver's server, or ours, takes no more now. */
    public static final String SENDING_RATE = "sending_rate";
    /** Put off: the catalogue does not answer. */
    public static final String CATALOG_AWAY = "catalog_away";

    private Reason() {}
}
