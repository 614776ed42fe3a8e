package dev.mql.handoff;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.mql.MqlException;
import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.engine.Cause;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of a webhook; docs/events.md describes it. No address and no name in it, unless the settings say so. */
final class Message {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final Config config;
    private final Vault vault;
    private final Explanation.Source explanations;

    Message(Config config, Vault vault, Explanation.Source explanations) {
        this.config = config;
        this.vault = vault;
        this.explanations = explanations;
    }

    byte[] body(Lead lead, Notice notice) {
        JsonObject json = new JsonObject();
        json.addProperty("id", NoticeId.of(lead, notice));
        json.addProperty("type", type(notice));
        json.addProperty("at", Instant.ofEpochMilli(notice.at()).toString());
        json.addProperty("sequence", notice.sequence());
        if (notice.topic().equals(Notice.ERASED)) { // nothing but its id
            JsonObject erased = new JsonObject();
            erased.addProperty("id", lead.id().toString());
            json.add("lead", erased);
        } else {
            Explanation explanation = explanations.explain(lead);
            json.add("lead", lead(lead, explanation));
            json.add("change", change(lead, notice));
            json.add("explanation", explanation(explanation));
            json.addProperty("url", url(lead));
        }
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }

    private static String type(Notice notice) {
        return switch (notice.topic()) {
            case Notice.STAGE -> "lead.stage_changed";
            case Notice.ESCALATION -> "lead.escalated";
            case Notice.ERASED -> "lead.erased";
            default -> "lead." + notice.topic();
        };
    }

    private JsonObject lead(Lead lead, Explanation explanation) {
        JsonObject json = new JsonObject();
        json.addProperty("id", lead.id().toString());
        json.addProperty("stage", lead.stage().word());
        json.addProperty("score", explanation.score());
        json.addProperty("grade", explanation.grade());
        json.addProperty("quality", explanation.quality());
        json.addProperty("fit", explanation.fit());
        json.addProperty("company", lead.person().company());
        if (config.get(Settings.WEBHOOK_INCLUDE_ADDRESS)) {
            json.addProperty("address", opened(lead.person().sealedAddress()));
            json.addProperty("name", opened(lead.person().sealedName()));
        }
        return json;
    }

    private static JsonObject change(Lead lead, Notice notice) {
        JsonObject json = new JsonObject();
        json.addProperty("from", text(notice.from()));
        json.addProperty("to", text(notice.to()));
        json.addProperty("cause", text(notice.cause()));
        boolean byPerson = notice.cause().equals(Cause.PERSON.word());
        json.addProperty("reason", byPerson ? text(lead.handoff().reason()) : null);
        json.addProperty("score", Explanation.rounded(notice.score()));
        json.addProperty("grade", text(notice.grade()));
        json.addProperty("model", notice.model());
        return json;
    }

    private static JsonObject explanation(Explanation explanation) {
        JsonArray lines = new JsonArray();
        for (Explanation.Line line : explanation.lines()) {
            JsonObject one = new JsonObject();
            one.addProperty("at", Instant.ofEpochMilli(line.at()).toString());
            one.addProperty("text", line.text());
            one.addProperty("points", line.points());
            lines.add(one);
        }
        JsonObject json = new JsonObject();
        json.add("lines", lines);
        json.addProperty("otherPoints", explanation.others());
        json.addProperty("pointsToMql", explanation.pointsToMql());
        return json;
    }

    private @Nullable String url(Lead lead) {
        return config.isSet(Settings.BASE_URL)
                ? config.get(Settings.BASE_URL).replaceAll("/$", "") + config.get(Settings.BASE_PATH) + "/admin/leads/"
                        + lead.id()
                : null;
    }

    private @Nullable String opened(@Nullable String sealed) {
        try {
            return sealed == null ? null : vault.open(sealed);
        } catch (MqlException notReadable) {
            return null; // the lead's page says so
        }
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }
}
