package dev.mql.link;

import dev.mql.link.Links.Purpose;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One link that a mail needs.
 *
 * @param subject what the link is about, for example a cart's id; at most 2,000 characters, no control characters
 * @param ttl how long it works
 * @param uses how often it may be used, see {@link Links#use}; 0 for as often as one likes
 * @param coupon code of a coupon that comes with it, or {@code null}
 * @param targets where clicks lead, the first one by number 1: paths of the shop or http addresses, at most {@value #MAX_TARGETS}
 */
public record Wish(
        Purpose purpose,
        String subject,
        Duration ttl,
        int uses,
        @Nullable String coupon,
        List<String> targets) {
    public static final int MAX_TARGETS = 20;

    private static final int MAX_TEXT = 2_000;

    public Wish {
        targets = List.copyOf(targets);
        if (subject.length() > MAX_TEXT || subject.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("the subject of a link is one line of at most 2,000 characters");
        }
        if (ttl.isNegative() || ttl.isZero() || uses < 0) {
            throw new IllegalArgumentException("a link works for some time, and never less than 0 times");
        }
        if (coupon != null && !coupon.matches("[!-~]{1,40}")) {
            throw new IllegalArgumentException("a coupon's code is 1 to 40 visible ASCII characters");
        }
        if (targets.size() > MAX_TARGETS || !targets.stream().allMatch(Wish::isTarget)) {
            throw new IllegalArgumentException("a mail's links lead to at most 20 paths or http addresses");
        }
    }

    /** A link that may be used as often as one likes. */
    public static Wish of(Purpose purpose, String subject, Duration ttl) {
        return new Wish(purpose, subject, ttl, 0, null, List.of());
    }

    /**
     * The counted links of a mail.
     *
     * @param subject id of the cart that the mail is about; empty if it is about none
     */
    public static Wish clicks(String subject, Duration ttl, List<String> targets) {
        return new Wish(Purpose.CLICK, subject, ttl, 0, null, targets);
    }

    public Wish atMost(int newUses) {
        return new Wish(purpose, subject, ttl, newUses, coupon, targets);
    }

    public Wish withCoupon(@Nullable String code) {
        return new Wish(purpose, subject, ttl, uses, code, targets);
    }

    /**
     * Whether a click may lead there: to a path of the shop or an http address, in visible ASCII, and nothing that a browser could read
     * in another way.
     */
    public static boolean isTarget(String url) {
        boolean path = url.startsWith("/") && !url.startsWith("//");
        return (path || url.matches("https?://[A-Za-z0-9].*"))
                && url.length() <= MAX_TEXT
                && url.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\' && c != '"' && c != '<' && c != '>');
    }
}
