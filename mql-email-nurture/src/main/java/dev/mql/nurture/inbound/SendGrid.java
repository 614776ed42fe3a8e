package dev.mql.nurture.inbound;

import dev.mql.nurture.inbound.Report.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Event webhooks of SendGrid: ECDSA over P-256 of timestamp and body, so that what they say of an address is believed, too. */
final class SendGrid implements Provider {
    static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";
    static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";

    private final P256 key;

    SendGrid(P256 key) {
        this.key = key;
    }

    @Override
    public List<String> proofs() {
        return List.of(TIMESTAMP, SIGNATURE);
    }

    @Override
    public boolean reads(String mediaType) {
        return mediaType.equals("application/json");
    }

    @Override
    public @Nullable Delivery read(Posted posted) {
        String seconds = posted.header(TIMESTAMP);
        byte[] time = seconds.getBytes(StandardCharsets.UTF_8);
        if (!posted.isNow(seconds) || !key.signed(posted.header(SIGNATURE), time, posted.body())) {
            return null;
        }
        List<Report> reports = Fields.list(Fields.json(posted.body())).stream()
                .map(SendGrid::report)
                .toList();
        return new Delivery(seconds + " " + posted.digest(), reports);
    }

    private static Report report(Fields event) {
        List<String> tokens = Tokens.told(event.get(Mailgun.VARIABLE), event.text("smtp-id"));
        Report report =
                switch (event.text("event")) {
                    case "bounce" -> bounce(event, tokens);
                    case "deferred" -> Report.of(Kind.DELAYED, "delayed", tokens);
                    case "spamreport" -> Report.of(Kind.COMPLAINT, "abuse", tokens);
                    case "dropped" -> dropped(event, tokens);
                    default -> Report.NOTHING;
                };
        return report.about(event.address("email"));
    }

    /** {@code blocked} is theirs for what did not fail because of the address. */
    private static Report bounce(Fields event, List<String> tokens) {
        Verdict verdict = Verdict.of(event.text("status"), event.text("reason"));
        boolean blocked = event.text("type").equals("blocked");
        return blocked && verdict.kind() == Kind.BOUNCE_HARD
                ? Report.of(Kind.BOUNCE_SOFT, "blocked", tokens)
                : Report.of(verdict, tokens);
    }

    private static Report dropped(Fields event, List<String> tokens) {
        return switch (event.text("reason")) {
            case "Bounced Address", "Invalid" -> Report.of(Kind.BOUNCE_HARD, "known_to_provider", tokens);
            case "Spam Reporting Address" -> Report.of(Kind.COMPLAINT, "known_to_provider", tokens);
            default -> Report.NOTHING;
        };
    }
}
