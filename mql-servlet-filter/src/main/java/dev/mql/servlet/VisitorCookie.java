package dev.mql.servlet;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The first-party cookie that makes a browser a visitor: 128 random bits and their seal, so that nobody can become another visitor by
 * guessing or changing it. A cookie whose seal is wrong counts as none; one under an earlier secret is good and is renewed. Thread-safe.
 */
final class VisitorCookie {
    static final String NAME = "mql_vid";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int HALF = 22;
    private static final int REMEMBERED = 4_096;

    /** The current one, then those of earlier secrets. */
    private final List<Mac> sealers;

    private final boolean trustUnsigned;
    private final long seconds;
    /** Cookies with the current seal that were found good lately, by hash: most requests bring one of these and cost no cryptography. */
    private final AtomicReferenceArray<@Nullable String> good = new AtomicReferenceArray<>(REMEMBERED);

    /** @param keys the current one first */
    VisitorCookie(Config config, List<byte[]> keys) {
        this.trustUnsigned = config.get(Settings.TRUST_UNSIGNED);
        this.seconds = config.get(Settings.VISITOR_RETENTION).toSeconds();
        this.sealers = keys.stream().map(VisitorCookie::sealer).toList();
    }

    private static Mac sealer(byte[] key) {
        try {
            Mac sealer = Mac.getInstance("HmacSHA256");
            sealer.init(new SecretKeySpec(key, "HmacSHA256"));
            return sealer;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    /** The visitor of a request, or {@code null} if it brings no cookie of ours. */
    @Nullable
    String read(HttpServletRequest request) {
        String cookie = Cookies.value(request, NAME);
        if (cookie == null || cookie.length() > 64) {
            return null;
        }
        int slot = cookie.hashCode() & REMEMBERED - 1;
        if (!cookie.equals(good.get(slot))) {
            if (signed(cookie, 0)) {
                good.set(slot, cookie);
            } else if (!aged(cookie)) {
                return trustUnsigned && cookie.length() >= 16 && plain(cookie) ? cookie : null;
            }
        }
        return cookie.substring(0, HALF);
    }

    /** Whether the request's visitor should be given its cookie anew, since it bears the seal of an earlier secret. */
    boolean aged(HttpServletRequest request) {
        String cookie = sealers.size() == 1 ? null : Cookies.value(request, NAME);
        return cookie != null && !cookie.equals(good.get(cookie.hashCode() & REMEMBERED - 1)) && aged(cookie);
    }

    private boolean aged(String cookie) {
        for (int i = 1; i < sealers.size(); i++) {
            if (signed(cookie, i)) {
                return true;
            }
        }
        return false;
    }

    /** A visitor that nobody is yet. */
    String fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** Makes the browser that gets the answer this visitor; the answer must not be on its way yet. */
    void give(String visitor, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Set-Cookie", header(visitor + '.' + seal(visitor, 0), seconds, request.isSecure()));
    }

    /** Takes the cookie back from a browser whose owner no longer agrees. */
    void clear(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Set-Cookie", header("", 0, request.isSecure()));
    }

    private static String header(String value, long maxAge, boolean secure) {
        return NAME + '=' + value + "; Path=/; Max-Age=" + maxAge + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    private boolean signed(String cookie, int key) {
        return cookie.length() == HALF + 1 + HALF
                && cookie.charAt(HALF) == '.'
                && plain(cookie.substring(0, HALF))
                && MessageDigest.isEqual(
                        cookie.substring(HALF + 1).getBytes(StandardCharsets.ISO_8859_1),
                        seal(cookie.substring(0, HALF), key).getBytes(StandardCharsets.ISO_8859_1));
    }

    private String seal(String visitor, int key) {
        try {
            Mac mac = (Mac) sealers.get(key).clone();
            return BASE64.encodeToString(Arrays.copyOf(mac.doFinal(visitor.getBytes(StandardCharsets.ISO_8859_1)), 16));
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's own Mac can be cloned", impossible);
        }
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-')) {
                return false;
            }
        }
        return true;
    }
}
