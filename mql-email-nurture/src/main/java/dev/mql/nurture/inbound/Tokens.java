package dev.mql.nurture.inbound;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds return tokens where they may stand: in addresses {@code bounce+TOKEN@DOMAIN} and ids {@code <mql.TOKEN@DOMAIN>}. Of everything
 * that names a mail only these are looked at: an address in a report is anybody's claim, a token can be known only by who has the mail.
 */
final class Tokens {
    private static final int MOST = 4;
    private static final Pattern RETURN =
            Pattern.compile("bounce\\+([A-Za-z0-9_-]{27})(?=[@=])", Pattern.CASE_INSENSITIVE);
    private static final Pattern MESSAGE = Pattern.compile("(?<![A-Za-z0-9_.-])mql\\.([A-Za-z0-9_-]{27})(?=@)");
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]{27}");

    /** Where servers put the address that a mail came for. */
    private static final List<String> RECEIVED_FOR = List.of(
            "x-original-to", "delivered-to", "envelope-to", "x-envelope-to", "x-delivered-to", "to", "received");

    private Tokens() {}

    /** Of the address that the message itself was sent to. */
    static List<String> returned(Part message) {
        Set<String> found = new LinkedHashSet<>();
        for (String name : RECEIVED_FOR) {
            message.all(name).forEach(value -> collect(RETURN, value, found));
        }
        return List.copyOf(found);
    }

    /** Of all that names the mail, the address that the message was sent to first. */
    static List<String> all(Part message, @Nullable Part original, @Nullable Part feedback) {
        Set<String> found = new LinkedHashSet<>(returned(message));
        if (feedback != null) {
            feedback.all("original-mail-from").forEach(value -> collect(RETURN, value, found));
        }
        if (original != null) {
            original.all("message-id").forEach(value -> collect(MESSAGE, value, found));
            original.all("return-path").forEach(value -> collect(RETURN, value, found));
        }
        message.all("in-reply-to").forEach(value -> collect(MESSAGE, value, found));
        message.all("references").forEach(value -> collect(MESSAGE, value, found));
        return List.copyOf(found);
    }

    /** Of what a provider tells: a token by itself, then a message id. */
    static List<String> told(@Nullable Object token, @Nullable Object messageId) {
        Set<String> found = new LinkedHashSet<>();
        if (token instanceof String text && BARE.matcher(text).matches()) {
            found.add(text);
        }
        if (messageId instanceof String text) {
            collect(MESSAGE, text, found);
        }
        return List.copyOf(found);
    }

    private static void collect(Pattern pattern, String text, Set<String> into) {
        Matcher matcher = pattern.matcher(text);
        while (into.size() < MOST && matcher.find()) {
            into.add(matcher.group(1));
        }
    }
}
