package dev.mql.servlet;

/**
 * How a page names the beacon. The address changes with the script and with the settings in it, so browsers and caches may keep what is
 * behind it for ever; every other version in its place, and none ({@code /mql/beacon.js}), brings the same script and is asked for again
 * every ten minutes. In a JSP: <code>${mqlBeacon}</code> is the whole tag, <code>${mqlBeacon.src}</code> the address. In Thymeleaf:
 * {@code <script async th:src="${application.mqlBeacon.src}"></script>}. Immutable.
 */
public final class Beacon {
    /** The application attribute under which templates find it. */
    public static final String ATTRIBUTE = "mqlBeacon";

    private final String src;
    private final String integrity;

    Beacon(String src, String integrity) {
        this.src = src;
        this.integrity = integrity;
    }

    /** The path of the script with its version, and with the context path in front. */
    public String getSrc() {
        return src;
    }

    /**
     * What the attribute {@code integrity} of the tag may say. Leave it out where several versions of the shop answer side by side: a
     * browser does not run the script of one node with the integrity of the other.
     */
    public String getIntegrity() {
        return integrity;
    }

    /** The whole tag, without {@code integrity}. */
    @Override
    public String toString() {
        return "<script async src=\"" + src + "\"></script>";
    }
}
