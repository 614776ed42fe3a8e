package dev.mql.admin.api;

import dev.mql.Mql;
import dev.mql.admin.desk.Decisions;
import dev.mql.admin.desk.HandoffQueue;
import dev.mql.admin.desk.Waiting;
import dev.mql.admin.filter.LeadFilter;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Route;
import dev.mql.lead.Lead;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What sales decides in a CRM comes back here: verdicts, corrections; and who waits for one. */
final class DecisionsApi {
    private static final String AUTHOR = "api";
    private static final int MAX_AUTHOR = 100;
    private static final int QUEUE = 50;

    private final Mql mql;
    private final Decisions decisions;
    private final HandoffQueue queue;

    DecisionsApi(Mql mql) {
        this.mql = mql;
        this.decisions = new Decisions(mql.desk());
        this.queue = new HandoffQueue(mql);
    }

    List<Route> routes() {
        return List.of(
                Route.get("/handoff", Set.of(), Set.of("grade", "quality", "limit"), this::waiting),
                Route.json("POST", "/leads/{id}/handoff", Set.of(), this::verdict),
                Route.json("POST", "/leads/{id}/corrections", Set.of(), this::correct));
    }

    private Reply waiting(Call call) {
        LeadFilter filter = LeadFilter.read(call.parameters(), QUEUE);
        List<?> items = queue
                .list(
                        new HandoffQueue.Question(filter.grade(), filter.quality(), false),
                        filter.query().limit())
                .stream()
                .map(this::item)
                .toList();
        return Reply.json(
                200,
                JsonText.of(
                        JsonText.object("items", items, "reasons", mql.desk().reasons())));
    }

    private Map<String, @Nullable Object> item(Waiting waiting) {
        Map<String, @Nullable Object> item =
                LeadJson.item(waiting.lead(), mql.models().scorer(), mql.clock().millis());
        long since = waiting.lead().since();
        item.put("waitingSince", LeadJson.at(since));
        item.put("dueAt", waiting.target() == 0 ? null : LeadJson.at(since + waiting.target()));
        item.put("overdue", waiting.overdue());
        return item;
    }

    private Reply verdict(Call call) {
        JsonBody body = JsonBody.read(call).only("verdict", "reason", "by");
        return reply(decisions.say(call.path("id"), body.text("verdict", ""), body.text("reason", ""), author(body)));
    }

    private Reply correct(Call call) {
        JsonBody body = JsonBody.read(call).only("points", "reason", "until", "by");
        return reply(decisions.correct(
                call.path("id"),
                body.number("points"),
                body.text("reason", ""),
                author(body),
                instant(body.text("until", ""))));
    }

    private static String author(JsonBody body) {
        String by = body.text("by", AUTHOR).strip();
        if (by.isEmpty() || by.length() > MAX_AUTHOR) {
            throw new Failure(400, "bad_field", "Bad request", "by has 1 to " + MAX_AUTHOR + " characters.");
        }
        return by;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException bad) {
            throw new Failure(
                    400,
                    "bad_time",
                    "Bad request",
                    "until is ISO 8601 with a zone, such as 2026-12-31T00:00:00Z, and at most 366 days away.");
        }
    }

    private Reply reply(Lead lead) {
        return Reply.json(
                200,
                JsonText.of(
                        LeadJson.whole(lead, mql.models().scorer(), mql.clock().millis())));
    }
}
