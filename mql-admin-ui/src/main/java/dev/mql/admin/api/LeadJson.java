package dev.mql.admin.api;

import dev.mql.acquisition.Acquisition;
import dev.mql.acquisition.TrafficSource;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.lead.Consent;
import dev.mql.lead.Correction;
import dev.mql.lead.Handoff;
import dev.mql.lead.Lead;
import dev.mql.lead.Mailing;
import dev.mql.lead.Notice;
import dev.mql.lead.Stage;
import dev.mql.scoring.Fit;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lead as the API shows it. Names and addresses are not in it: whoever asks by an address knows it. */
final class LeadJson {
    private LeadJson() {}

    /** {@code quality} is there for those who are an MQL or further; {@code fit} where something is known that the model asks for. */
    static Map<String, @Nullable Object> item(Lead lead, Scorer scorer, long now) {
        Score score = scorer.score(lead, now);
        Fit fit = scorer.fit(lead);
        String grade = scorer.model().grades().cell(score.value(), fit);
        return JsonText.object(
                "id",
                lead.id(),
                "stage",
                lead.stage().word(),
                "grade",
                grade,
                "quality",
                lead.stage().atLeast(Stage.MQL) ? scorer.model().grades().band(grade) : null,
                "score",
                score.value(),
                "fit",
                fit == null ? null : fit.value(),
                "fitPoints",
                fit == null ? null : fit.points(),
                "company",
                lead.person().company(),
                "lastSeen",
                at(lead.lastSeen()));
    }

    static Map<String, @Nullable Object> whole(Lead lead, Scorer scorer, long now) {
        Map<String, @Nullable Object> json = item(lead, scorer, now);
        Score score = scorer.score(lead, now);
        ScoringModel model = scorer.model();
        json.put(
                "ledger",
                score.lines().stream()
                        .map(line -> JsonText.object(
                                "at", at(line.at()),
                                "rule", line.rule(),
                                "event", line.event(),
                                "version", line.version(),
                                "count", line.count(),
                                "note", line.note(),
                                "given", line.given(),
                                "cut", line.cut(),
                                "left", line.left()))
                        .toList());
        json.put("pointsToMql", score.pointsToMql(model));
        long falls = score.value() < model.out() ? Lead.NEVER : scorer.fallsAt(lead, now);
        json.put("fallsAt", falls == Lead.NEVER ? null : at(falls));
        json.put(
                "ways",
                scorer.ways(lead, now).stream()
                        .map(way -> JsonText.object("rule", way.rule(), "event", way.event(), "times", way.times()))
                        .toList());
        Acquisition acquisition = lead.acquisition();
        json.put("firstCameBy", acquisition == null ? null : source(acquisition.first()));
        json.put("lastCameBy", acquisition == null ? null : source(acquisition.last()));
        json.put("attributes", attributes(lead));
        json.put("consents", lead.consents().stream().map(LeadJson::consent).toList());
        json.put(
                "corrections",
                lead.corrections().stream().map(c -> correction(c, now)).toList());
        json.put("handoff", handoff(lead.handoff()));
        json.put("notices", lead.notices().stream().map(LeadJson::notice).toList());
        json.put("timeline", timeline(lead));
        json.put("carts", lead.carts().stream().map(cart -> cart(lead, cart)).toList());
        return json;
    }

    private static Map<String, @Nullable Object> source(TrafficSource source) {
        return JsonText.object(
                "at", at(source.at()),
                "channel", source.channel().word(),
                "source", source.source(),
                "medium", source.medium(),
                "campaign", source.campaign(),
                "term", source.term(),
                "content", source.content(),
                "clickId", source.clickId(),
                "landing", source.landing());
    }

    static List<?> attributes(Lead lead) {
        return lead.profile().attributes().stream()
                .map(a -> JsonText.object("name", a.name(), "value", a.value(), "at", at(a.at())))
                .toList();
    }

    private static Map<String, @Nullable Object> consent(Consent consent) {
        return JsonText.object(
                "purpose", consent.purpose().word(),
                "granted", consent.granted(),
                "wording", consent.wording(),
                "source", consent.source(),
                "at", at(consent.at()),
                "removed", consent.removed());
    }

    private static Map<String, @Nullable Object> correction(Correction correction, long now) {
        return JsonText.object(
                "points", correction.points(),
                "reason", correction.reason(),
                "by", correction.author(),
                "at", at(correction.at()),
                "until", at(correction.until()),
                "holds", correction.holds(now));
    }

    private static @Nullable Map<String, @Nullable Object> handoff(Handoff handoff) {
        return handoff.verdict() == Handoff.Verdict.NONE
                ? null
                : JsonText.object(
                        "verdict", handoff.verdict().word(),
                        "reason", handoff.reason(),
                        "by", handoff.by(),
                        "at", at(handoff.at()),
                        "heldUntil", handoff.heldUntil() == 0 ? null : at(handoff.heldUntil()));
    }

    private static Map<String, @Nullable Object> notice(Notice notice) {
        return JsonText.object(
                "channel", notice.channel(),
                "sequence", notice.sequence(),
                "topic", notice.topic(),
                "state", notice.state().word(),
                "attempts", notice.attempts(),
                "due", notice.waiting() ? at(notice.due()) : null,
                "error", notice.error(),
                "at", at(notice.at()));
    }

    private static List<Object> timeline(Lead lead) {
        record Moment(long at, String type, String text) {}
        List<Moment> moments = new ArrayList<>();
        lead.activity()
                .touches()
                .forEach(t -> moments.add(new Moment(t.at(), t.type(), t.object() == null ? "" : t.object())));
        lead.milestones().forEach(m -> moments.add(new Moment(m.at(), m.kind(), m.text())));
        return moments.stream()
                .sorted(Comparator.comparingLong(Moment::at).reversed())
                .<Object>map(m -> JsonText.object("at", at(m.at()), "type", m.type(), "text", m.text()))
                .toList();
    }

    private static Map<String, @Nullable Object> cart(Lead lead, Cart cart) {
        return JsonText.object(
                "id", cart.id(),
                "state", cart.state().name().toLowerCase(Locale.ROOT),
                "currency", cart.currency(),
                "total", cart.total(),
                "touchedAt", at(cart.touchedAt()),
                "lines", cart.lines().stream().map(LeadJson::line).toList(),
                "steps",
                        lead.mails().stream()
                                .filter(m -> m.kind() == Mailing.Kind.RECOVERY
                                        && m.subject().equals(cart.id()))
                                .sorted(Comparator.comparingInt(Mailing::step))
                                .map(m -> JsonText.object(
                                        "step", m.step(),
                                        "state", m.state().word(),
                                        "reason", m.reason(),
                                        "at", at(m.state().waiting() ? m.due() : m.at())))
                                .toList(),
                "feedback",
                        cart.feedback() == null
                                ? null
                                : JsonText.object(
                                        "reason", cart.feedback().reason(),
                                        "text", cart.feedback().text(),
                                        "at", at(cart.feedback().at())));
    }

    private static Map<String, @Nullable Object> line(CartLine line) {
        return JsonText.object(
                "id", line.id(),
                "name", line.name(),
                "price", line.price(),
                "quantity", line.quantity(),
                "image", line.image(),
                "url", line.url());
    }

    static String at(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
