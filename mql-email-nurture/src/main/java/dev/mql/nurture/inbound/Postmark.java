package dev.mql.nurture.inbound;

import dev.mql.nurture.inbound.Report.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of Postmark. They sign nothing: who knows the password is believed, so it is only as good as the TLS that it comes through,
 * and an address is not believed. Repeats are known by their body.
 */
final class Postmark implements Provider {
    private static final String AUTHORIZATION = "Authorization";
    private static final String BASIC = "Basic ";

    private final byte[] expected;

    /** @param password of the user {@code mql} */
    Postmark(String password) {
        this.expected = Once.sha256(("mql:" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> proofs() {
        return List.of(AUTHORIZATION);
    }

    @Override
    public boolean reads(String mediaType) {
        return mediaType.equals("application/json");
    }

    @Override
    public @Nullable Delivery read(Posted posted) {
        if (!known(posted.header(AUTHORIZATION))) {
            return null;
        }
        return new Delivery(posted.digest(), List.of(report(Fields.object(posted.body()))));
    }

    private boolean known(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return false;
        }
        try {
            byte[] given = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            return MessageDigest.isEqual(Once.sha256(given), expected);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static Report report(Fields event) {
        List<String> tokens = Tokens.told(event.in("Metadata").get(Mailgun.VARIABLE), event.get("MessageID"));
        String details = event.text("Description") + " " + event.text("Details");
        return switch (event.text("RecordType")) {
            case "SpamComplaint" -> Report.of(Kind.COMPLAINT, "abuse", tokens);
            case "Bounce" ->
                switch (event.text("Type")) {
                    case "HardBounce", "BadEmailAddress" -> hard(Verdict.of(null, details), tokens);
                    case "SpamNotification", "Blocked", "DMARCPolicy", "SMTPApiError" ->
                        Report.of(Kind.BOUNCE_POLICY, "policy", tokens);
                    case "AutoResponder" -> Report.of(Kind.AUTO_REPLY, "auto_reply", tokens);
                    case "SpamComplaint" -> Report.of(Kind.COMPLAINT, "abuse", tokens);
                    case "SoftBounce", "Transient", "DnsError", "Undeterminable", "Unknown" ->
                        Report.of(Kind.BOUNCE_SOFT, "told", tokens);
                    default -> Report.NOTHING;
                };
            default -> Report.NOTHING;
        };
    }

    /** They call hard what is refused for good, also for reasons of policy, and of mailboxes that are full. */
    private static Report hard(Verdict said, List<String> tokens) {
        return said.kind() == Kind.BOUNCE_POLICY || said.word().equals("mailbox_full")
                ? Report.of(said, tokens)
                : new Report(Kind.BOUNCE_HARD, said.status(), "user_unknown", tokens, null);
    }
}
