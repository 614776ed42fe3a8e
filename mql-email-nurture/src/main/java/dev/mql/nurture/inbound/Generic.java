package dev.mql.nurture.inbound;

import dev.mql.nurture.inbound.Report.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whoever writes our own form: a script behind a mail server, a small adapter for a provider that we do not know. Signed by HMAC-SHA256
 * over {@code timestamp.body}, in hexadecimal. The body is {@code {"events":[{"type":"bounce","token":…,"message_id":…,"address":…,
 * "status":"5.1.1","diagnostic":…}]}}, or one raw delivery report or complaint as {@code message/rfc822}.
 */
final class Generic implements Provider {
    static final String TIMESTAMP = "X-MQL-Timestamp";
    static final String SIGNATURE = "X-MQL-Signature";
    private static final String RAW = "message/rfc822";
    private static final byte[] DOT = {'.'};

    private final Mac256 key;

    Generic(String secret) {
        this.key = new Mac256(secret);
    }

    @Override
    public List<String> proofs() {
        return List.of(TIMESTAMP, SIGNATURE);
    }

    @Override
    public boolean reads(String mediaType) {
        return mediaType.equals("application/json") || mediaType.equals(RAW);
    }

    @Override
    public @Nullable Delivery read(Posted posted) {
        String seconds = posted.header(TIMESTAMP);
        byte[] time = seconds.getBytes(StandardCharsets.UTF_8);
        if (!posted.isNow(seconds) || !key.signed(posted.header(SIGNATURE), time, DOT, posted.body())) {
            return null;
        }
        List<Report> reports = posted.mediaType().equals(RAW)
                ? List.of(ReportReader.read(posted.body()))
                : Fields.list(Fields.object(posted.body()).get("events")).stream()
                        .map(Generic::report)
                        .toList();
        return new Delivery(seconds + " " + posted.digest(), reports);
    }

    private static Report report(Fields event) {
        List<String> tokens = Tokens.told(event.get("token"), event.get("message_id"));
        Report report =
                switch (event.text("type")) {
                    case "bounce" -> Report.of(Verdict.of(event.text("status"), event.text("diagnostic")), tokens);
                    case "hard_bounce" -> Report.of(Kind.BOUNCE_HARD, "told", tokens);
                    case "soft_bounce" -> Report.of(Kind.BOUNCE_SOFT, "told", tokens);
                    case "policy_bounce" -> Report.of(Kind.BOUNCE_POLICY, "told", tokens);
                    case "delayed" -> Report.of(Kind.DELAYED, "told", tokens);
                    case "complaint" -> Report.of(Kind.COMPLAINT, "told", tokens);
                    default -> Report.NOTHING;
                };
        return report.about(event.address("address"));
    }
}
