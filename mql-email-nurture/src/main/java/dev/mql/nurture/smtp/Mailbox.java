package dev.mql.nurture.smtp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail address with an optional name, in the strict form that every server takes: ASCII, a dot-atom before the at sign that does
 * not begin with a dash, a host name with a dot after it. What does not fit this form is refused, never repaired.
 *
 * @param name shown to the reader, without control characters, or {@code null}
 * @param address at most 254 characters
 */
public record Mailbox(@Nullable String name, String address) {
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]*"
                    + "(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*+@"
                    + "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)++[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])");
    private static final Pattern NAMED = Pattern.compile("\\s*\"?([^\"<>]*?)\"?\\s*<([^<>\\s]+)>\\s*");

    public Mailbox {
        if (address.length() > 254
                || address.indexOf('@') > 64
                || !ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("not a mail address that can be sent to");
        }
        if (name != null && (name.length() > 200 || name.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException("a name has at most 200 characters and no control characters");
        }
    }

    /**
     * Reads {@code cart@shop.example} or {@code Shop <cart@shop.example>}.
     *
     * @throws IllegalArgumentException without the text itself, which may be personal
     */
    public static Mailbox parse(String text) {
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            return new Mailbox(null, text.strip());
        }
        return new Mailbox(named.group(1).isEmpty() ? null : named.group(1), named.group(2));
    }

    /** The part after the at sign. */
    public String domain() {
        return address.substring(address.indexOf('@') + 1);
    }

    /** Nothing personal: addresses do not belong into logs. */
    @Override
    public String toString() {
        return "Mailbox[…@" + domain() + "]";
    }
}
