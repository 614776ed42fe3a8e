package dev.mql.event;

/** Who says that an event happened, and hence what it may do. */
public enum Source {
    /** A browser: may say what it did, never what that is worth or who it is. */
    BEACON(false),
    /** The servlet filter, which saw the shop itself answer. */
    FILTER(true),
    /** A server of the shop with a key, or its Java code. */
    API(true),
    /** This product itself, for example a confirmed address. */
    SYSTEM(true);

    private final boolean trusted;

    Source(boolean trusted) {
        this.trusted = trusted;
    }

    /** Whether a purchase that comes this way is a fact rather than a claim. */
    public boolean trusted() {
        return trusted;
    }
}
