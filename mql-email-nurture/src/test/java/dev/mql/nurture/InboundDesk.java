package dev.mql.nurture;

import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.nurture.inbound.Signed;
import dev.mql.nurture.sent.Brakes;
import dev.mql.nurture.sent.Returns;
import dev.mql.nurture.series.Suppressions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A story in which mails were sent, and somebody who tells by signed requests what became of them. */
final class InboundDesk implements AutoCloseable {
    static final String SECRET = "generic-secret-generic-secret-32";
    static final String RAW = "message/rfc822";
    static final String JSON = "application/json";

    final Story story;
    final Returns returns;
    final Brakes brakes;
    final Suppressions suppressions;
    private final HttpClient client = HttpClient.newHttpClient();

    InboundDesk() {
        this(Map.of());
    }

    InboundDesk(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("mql.inbound.generic.secret", SECRET);
        story = new Story(all);
        returns = new Returns(story.mql.records(), story.mql.vault());
        brakes = new Brakes(story.mql.records(), story.mql.clock(), story.mql.counters());
        suppressions = new Suppressions(story.mql.records());
        story.qualifiedLeadWithCart();
    }

    /** The return token of a mail to the story's lead. */
    String token(Mailing.Kind kind, String subject, int step) {
        Lead lead = story.lead();
        Mailing mail =
                Mailing.planned(kind, subject, step, story.clock.instant().toEpochMilli(), Long.MAX_VALUE, 0);
        return returns.issue(lead.id(), mail, String.valueOf(lead.person().addressHash()));
    }

    String token(int step) {
        return token(Mailing.Kind.RECOVERY, "a-cart", step);
    }

    @Nullable
    String suppressed() {
        return suppressions.reason(story.mql.vault().addressHashes(Story.ADDRESS));
    }

    long counted(String type) {
        return story.lead().activity().touches().stream()
                .filter(touch -> touch.type().equals(type))
                .count();
    }

    long now() {
        return story.clock.instant().getEpochSecond();
    }

    /** Posts to {@code /in/generic}, signed as it should be. */
    HttpResponse<String> tell(String type, String body) {
        return generic(type, body, Long.toString(now()), Signed.hmac(SECRET, now() + "." + body));
    }

    HttpResponse<String> generic(String type, String body, String timestamp, String signature) {
        return post("generic", type, body, Map.of("X-MQL-Timestamp", timestamp, "X-MQL-Signature", signature));
    }

    HttpResponse<String> post(String provider, String type, String body, Map<String, String> headers) {
        return post(story.shop.url(), provider, type, body, headers);
    }

    HttpResponse<String> post(String shop, String provider, String type, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(shop + "/mql/in/" + provider))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return story.send(client, request);
    }

    /** An event of our own JSON form. */
    static String event(String type, String fields) {
        return "{\"events\":[{\"type\":\"" + type + "\"," + fields + "}]}";
    }

    List<String> refusals() {
        return story.mql.counters().all().keySet().stream()
                .filter(name -> name.startsWith("inbound.refused."))
                .toList();
    }

    @Override
    public void close() {
        story.close();
    }
}
