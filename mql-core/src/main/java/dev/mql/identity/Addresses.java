package dev.mql.identity;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a mail address that is stored, compared and written to. The rule: Unicode NFC, no surrounding space, all lower case,
 * the domain in its ASCII form (IDNA); dots and tags ({@code +tag}) in the local part stay, since only some providers ignore them.
 */
public final class Addresses {
    private static final Pattern LOCAL =
            Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");

    private Addresses() {}

    /** The normal form; {@code null} if the text is not one plain address (RFC 5321 without quoted parts and literals). */
    public static @Nullable String normal(String text) {
        String address = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        int at = address.lastIndexOf('@');
        if (at < 1 || at > 64 || address.length() > 254) {
            return null;
        }
        String local = address.substring(0, at);
        String domain;
        try {
            domain = IDN.toASCII(address.substring(at + 1), IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            return null;
        }
        return LOCAL.matcher(local).matches() && DOMAIN.matcher(domain).matches() ? local + "@" + domain : null;
    }
}
