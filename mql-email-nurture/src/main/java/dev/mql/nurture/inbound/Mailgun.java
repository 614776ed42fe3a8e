package dev.mql.nurture.inbound;

import dev.mql.event.Refused;
import dev.mql.nurture.inbound.Report.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks of Mailgun: HMAC-SHA256 over timestamp and a token of their own, each used once. That signature does not cover the event,
 * so an event names its mail by our token or Message-ID; an address is not believed.
 */
final class Mailgun implements Provider {
    /** Where the sender of a mail may put our token. */
    static final String VARIABLE = "mql_return";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{20,100}");

    private final Mac256 key;

    Mailgun(String key) {
        this.key = new Mac256(key);
    }

    @Override
    public List<String> proofs() {
        return List.of();
    }

    @Override
    public boolean reads(String mediaType) {
        return mediaType.equals("application/json");
    }

    @Override
    public @Nullable Delivery read(Posted posted) {
        Fields body;
        try {
            body = Fields.object(posted.body());
        } catch (Refused unreadable) {
            return null; // what proves it stands in it
        }
        Fields signature = body.in("signature");
        String seconds = signature.text("timestamp");
        String token = signature.text("token");
        if (!posted.isNow(seconds)
                || !TOKEN.matcher(token).matches()
                || !key.signed(
                        signature.text("signature"),
                        seconds.getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8))) {
            return null;
        }
        return new Delivery(seconds + " " + token, List.of(report(body.in("event-data"))));
    }

    private static Report report(Fields event) {
        List<String> tokens = Tokens.told(
                event.in("user-variables").get(VARIABLE),
                "<" + event.in("message").in("headers").text("message-id") + ">");
        return switch (event.text("event")) {
            case "failed", "rejected" -> failed(event, tokens);
            case "complained" -> Report.of(Kind.COMPLAINT, "abuse", tokens);
            default -> Report.NOTHING;
        };
    }

    private static Report failed(Fields event, List<String> tokens) {
        Fields status = event.in("delivery-status");
        if (event.text("severity").equals("temporary")) {
            return Report.of(Kind.DELAYED, "delayed", tokens);
        }
        return switch (event.text("reason")) {
            case "suppress-bounce" -> Report.of(Kind.BOUNCE_HARD, "known_to_provider", tokens);
            case "suppress-complaint" -> Report.of(Kind.COMPLAINT, "known_to_provider", tokens);
            default ->
                Report.of(
                        Verdict.of(
                                status.text("enhanced-code"),
                                status.text("code") + " " + status.text("message") + " " + status.text("description")),
                        tokens);
        };
    }
}
