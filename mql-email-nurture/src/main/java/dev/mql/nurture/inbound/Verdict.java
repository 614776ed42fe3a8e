package dev.mql.nurture.inbound;

import dev.mql.nurture.inbound.Report.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal means, from its code and its wording. Where these leave a doubt it is the milder one: only what is certainly a matter
 * of the address is {@link Kind#BOUNCE_HARD}, and an unknown refusal is {@link Kind#BOUNCE_SOFT}. Pure.
 */
record Verdict(Kind kind, @Nullable String status, String word) {
    static final int MOST_TEXT = 16_384;

    private static final Pattern ENHANCED =
            Pattern.compile("(?<![\\d.])([245])\\.(\\d{1,3})\\.(\\d{1,3})(?!\\d|\\.\\d)");
    private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45])\\d\\d(?=[ -])");

    private static final Set<String> NOBODY = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");
    /** Says that it failed, and not why. */
    private static final Set<String> GENERIC =
            Set.of("5.0.0", "5.1.0", "5.2.0", "5.3.0", "5.4.0", "5.4.1", "5.4.4", "5.4.6", "5.5.0", "5.5.1");

    private static final List<String> UNKNOWN_USER = List.of(
            "user unknown",
            "unknown user",
            "user is unknown",
            "no such user",
            "nosuchuser",
            "user not found",
            "no such recipient",
            "recipient not found",
            "recipnotfound",
            "recipientnotfound",
            "recipient unknown",
            "unknown recipient",
            "unknown local part",
            "address unknown",
            "addressee unknown",
            "unknown address",
            "not a known user",
            "does not exist",
            "doesn't exist",
            "doesn't have a",
            "no mailbox here",
            "no such mailbox",
            "mailbox not found",
            "mailbox unavailable",
            "mailbox does not",
            "invalid recipient",
            "invalid mailbox",
            "unrouteable address",
            "unroutable address",
            "recipient address rejected",
            "not listed in",
            "no account by that name",
            "no longer on server",
            "no longer valid",
            "account has been disabled",
            "account is disabled",
            "account that you tried to reach is disabled",
            "account has been deactivated",
            "mailbox disabled",
            "mailbox is disabled");
    private static final List<String> UNKNOWN_DOMAIN = List.of(
            "host not found",
            "host unknown",
            "unknown host",
            "domain not found",
            "domain name not found",
            "no such domain",
            "unknown domain",
            "couldn't find any host",
            "nullmx",
            "null mx");
    private static final List<String> FULL = List.of(
            "mailbox full",
            "mailbox is full",
            "mailfolder is full",
            "inbox is full",
            "over quota",
            "overquota",
            "quota exceeded",
            "quotaexceeded",
            "exceeded storage",
            "out of storage",
            "storage allocation",
            "mailbox size limit");
    private static final List<String> POLICY = List.of(
            "spam",
            "blocklist",
            "block list",
            "block-list",
            "blacklist",
            "blocked",
            "unsolicited",
            "dmarc",
            "dkim",
            "spf ",
            "reputation",
            "policy",
            "authenticat",
            "relay access denied",
            "relaying denied",
            "unable to relay",
            "relay not permitted",
            "ptr record",
            "reverse dns",
            "content rejected",
            "banned",
            "sender address rejected",
            "rate limit",
            "too many");
    private static final List<String> EXPIRED = List.of(
            "expired",
            "retry time",
            "retry timeout",
            "timed out",
            "connection refused",
            "too long",
            "could not be delivered within",
            "gave up",
            "giving up");
    private static final List<String> TOO_LARGE =
            List.of("too large", "too big", "message size", "size limit", "maximum size", "length exceeds");

    /**
     * @param given the code that the report states, or {@code null}
     * @param said the words of the server that refused; the first {@value #MOST_TEXT} characters count
     */
    static Verdict of(@Nullable String given, String said) {
        String text = withoutAddresses(bounded(said)).toLowerCase(Locale.ROOT);
        String code = code(given, text);
        boolean nobody = any(text, UNKNOWN_USER);
        boolean nowhere = any(text, UNKNOWN_DOMAIN);
        boolean policy = any(text, POLICY);
        boolean full = any(text, FULL) || code != null && code.endsWith(".2.2");
        char level = level(code, text);
        if (code != null && (code.charAt(2) == '7' && code.charAt(3) == '.')) {
            return new Verdict(Kind.BOUNCE_POLICY, code, "policy");
        }
        if (code != null && level == '5' && NOBODY.contains(code)) {
            boolean doubtful = !nobody && !nowhere;
            return doubtful && policy
                    ? new Verdict(Kind.BOUNCE_POLICY, code, "policy")
                    : doubtful && full
                            ? new Verdict(Kind.BOUNCE_SOFT, code, "mailbox_full")
                            : new Verdict(Kind.BOUNCE_HARD, code, nobodyWord(code, nobody));
        }
        if (level != '4' && policy && !full) {
            return new Verdict(Kind.BOUNCE_POLICY, code, "policy");
        }
        boolean open = code == null || GENERIC.contains(code);
        if (level != '4' && open && (nobody || nowhere) && !full) {
            return new Verdict(Kind.BOUNCE_HARD, code, nobody ? "user_unknown" : "domain_unknown");
        }
        return new Verdict(Kind.BOUNCE_SOFT, code, softWord(code, text, full));
    }

    /** A name or a domain may hold any of the words below. */
    private static String withoutAddresses(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = at;
            boolean address = false;
            for (; end < text.length() && !Character.isWhitespace(text.charAt(end)); end++) {
                address |= text.charAt(end) == '@';
            }
            end = Math.min(end + 1, text.length());
            kept.append(address ? " " : text.substring(at, end));
            at = end;
        }
        return kept.toString();
    }

    /** Whether there is a code or a phrase of a refusal at all. */
    static boolean says(String text) {
        Verdict verdict = of(null, text);
        return verdict.status() != null || !verdict.word().equals("other") || level(null, bounded(text)) != '?';
    }

    private static String bounded(String said) {
        return said.length() <= MOST_TEXT ? said : said.substring(0, MOST_TEXT);
    }

    /** What the server said where the report is less exact, and nothing where neither is a code. */
    private static @Nullable String code(@Nullable String given, String text) {
        Matcher stated = ENHANCED.matcher(given == null ? "" : bounded(given));
        String code = stated.find() && stated.group(1).charAt(0) != '2' ? stated.group() : null;
        if (code != null && !code.endsWith(".0.0")) {
            return code;
        }
        Matcher inside = ENHANCED.matcher(text);
        while (inside.find()) {
            if (inside.group(1).charAt(0) != '2'
                    && (code == null || inside.group(1).charAt(0) == code.charAt(0))) {
                return inside.group();
            }
        }
        return code;
    }

    /** '4' for now, '5' for good, '?' where nothing says. */
    private static char level(@Nullable String code, String text) {
        if (code != null) {
            return code.charAt(0);
        }
        Matcher reply = REPLY.matcher(text);
        return reply.find() ? reply.group(1).charAt(0) : '?';
    }

    private static String nobodyWord(String code, boolean nobody) {
        return switch (code) {
            case "5.1.2", "5.1.10" -> nobody ? "user_unknown" : "domain_unknown";
            case "5.1.3" -> "address_malformed";
            case "5.1.6" -> "moved";
            case "5.2.1" -> "mailbox_disabled";
            default -> "user_unknown";
        };
    }

    private static String softWord(@Nullable String code, String text, boolean full) {
        if (full) {
            return "mailbox_full";
        }
        if (any(text, TOO_LARGE) || code != null && (code.endsWith(".3.4") || code.endsWith(".2.3"))) {
            return "too_large";
        }
        return any(text, EXPIRED) || code != null && code.endsWith(".4.7") ? "expired" : "other";
    }

    static boolean any(String lowerCase, List<String> phrases) {
        return phrases.stream().anyMatch(lowerCase::contains);
    }
}
