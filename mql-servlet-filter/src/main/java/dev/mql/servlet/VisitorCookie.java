package dev.mql.servlet;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.event.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The first-party cookie that makes a browser a visitor: 128 random bits, a seal, and which consent was told to the visitor's lead.
 * The seal is over the other two, so that nobody can become another visitor by guessing or changing it. A cookie whose seal is wrong
 * counts as none; one under an earlier secret is good and is renewed. Thread-safe.
 */
final class VisitorCookie {
    static final String NAME = "mql_vid";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int HALF = 22;
    private static final int SEALED = HALF + 1 + HALF;
    private static final int REMEMBERED = 4_096;
    private static final int MOST_CHANGES = 999_999;

    /** The current one, then those of earlier secrets. */
    private final List<Mac> sealers;

    private final boolean trustUnsigned;
    private final long seconds;
    /** Cookies with the current seal that were found good lately, by hash: most requests bring one of these and cost no cryptography. */
    private final AtomicReferenceArray<@Nullable Good> good = new AtomicReferenceArray<>(REMEMBERED);

    private record Good(String cookie, Visitor visitor) {}

    /**
     * What the cookie says.
     *
     * @param told the purposes that the visitor has agreed to, as far as the lead has been told; empty before that
     * @param changes how often that has changed
     * @param aged whether it bears the seal of an earlier secret, and should be given anew
     */
    record Visitor(String id, Set<Purpose> told, int changes, boolean aged) {
        Visitor(String id) {
            this(id, Set.of(), 0, false);
        }

        Visitor telling(Set<Purpose> agreed) {
            return new Visitor(id, agreed, Math.min(changes + 1, MOST_CHANGES), false);
        }
    }

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
    Visitor read(HttpServletRequest request) {
        String cookie = Cookies.value(request, NAME);
        if (cookie == null || cookie.length() > 64) {
            return null;
        }
        int slot = cookie.hashCode() & REMEMBERED - 1;
        Good known = good.get(slot);
        if (known != null && known.cookie.equals(cookie)) {
            return known.visitor;
        }
        for (int key = 0; key < sealers.size(); key++) {
            if (signed(cookie, key)) {
                Visitor visitor = parsed(cookie, key > 0);
                if (key == 0) {
                    good.set(slot, new Good(cookie, visitor));
                }
                return visitor;
            }
        }
        // Nobody asks the visitors of a load test.
        return trustUnsigned && !cookie.isEmpty() && plain(cookie) ? new Visitor(cookie, Consent.ALL, 0, false) : null;
    }

    private static Visitor parsed(String cookie, boolean aged) {
        String id = cookie.substring(0, HALF);
        if (cookie.length() == SEALED) {
            return new Visitor(id, Set.of(), 0, aged);
        }
        Set<Purpose> told = EnumSet.noneOf(Purpose.class);
        int at = SEALED + 1;
        for (; cookie.charAt(at) > '9'; at++) {
            for (Purpose purpose : Consent.ALL) {
                if (letter(purpose) == cookie.charAt(at)) {
                    told.add(purpose);
                }
            }
        }
        return new Visitor(id, told, Integer.parseInt(cookie.substring(at)), aged);
    }

    private static char letter(Purpose purpose) {
        return purpose.word().charAt(0);
    }

    /** A visitor that nobody is yet. */
    String fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    /** Makes the browser that gets the answer this visitor; the answer must not be on its way yet. */
    void give(Visitor visitor, HttpServletRequest request, HttpServletResponse response) {
        StringBuilder told = new StringBuilder();
        if (!visitor.told().isEmpty()) {
            told.append('.');
            visitor.told().forEach(purpose -> told.append(letter(purpose)));
            told.append(visitor.changes());
        }
        String value = visitor.id() + '.' + seal(visitor.id() + told, 0) + told;
        response.addHeader("Set-Cookie", header(value, seconds, request.isSecure()));
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
        return cookie.length() >= SEALED
                && cookie.charAt(HALF) == '.'
                && plain(cookie.substring(0, HALF))
                && MessageDigest.isEqual(
                        cookie.substring(HALF + 1, SEALED).getBytes(StandardCharsets.ISO_8859_1),
                        seal(cookie.substring(0, HALF) + cookie.substring(SEALED), key)
                                .getBytes(StandardCharsets.ISO_8859_1));
    }

    private String seal(String text, int key) {
        try {
            Mac mac = (Mac) sealers.get(key).clone();
            return BASE64.encodeToString(Arrays.copyOf(mac.doFinal(text.getBytes(StandardCharsets.ISO_8859_1)), 16));
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
