package dev.mql.admin.page.scoring;

import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.engine.Models;
import dev.mql.scoring.InvalidModelException;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.ScoringModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A draft as it came: numbers typed over what it was made from, or the whole model as JSON. What can not be used keeps what was typed.
 *
 * @param version that was in force when the form was made
 * @param json what was typed as JSON; {@code null} if numbers were
 * @param jsonError what is wrong with that, for people
 * @param draft {@code null} if it can not be used
 * @param refusal what is wrong with the whole; {@code null} if single numbers are, or nothing
 */
record Sent(
        int version,
        Origin origin,
        Typed typed,
        @Nullable String json,
        @Nullable String jsonError,
        String note,
        boolean tell,
        @Nullable ScoringModel draft,
        ScoringView.@Nullable Problem refusal) {
    static final String JSON = "json";

    /** Nothing typed yet. */
    static Sent nothing(Origin origin, Models models) {
        return new Sent(models.current().version(), origin, Typed.NOTHING, null, null, "", false, origin.model(), null);
    }

    static Sent read(Call call, Models models) {
        String text = call.parameter("version");
        if (!text.matches("[0-9]{1,9}")) {
            throw Failure.badParameter();
        }
        int version = Integer.parseInt(text);
        if (models.current().version() < version) {
            models.refresh(); // published on another node a moment ago
        }
        Origin origin = Origin.of(call.parameter("from"), models);
        String note = call.parameter("note").strip();
        boolean tell = !call.parameter("tell").isEmpty();
        return call.parameters().containsKey(JSON)
                ? json(version, origin, call.parameter(JSON), note, tell, models)
                : numbers(version, origin, call, note, tell, models);
    }

    private static Sent json(int version, Origin origin, String json, String note, boolean tell, Models models) {
        try {
            ScoringModel draft = ModelJson.read(json);
            models.check(draft);
            return new Sent(version, origin, Typed.NOTHING, json, null, note, tell, draft, null);
        } catch (InvalidModelException invalid) {
            String error = "“" + invalid.field() + "” " + invalid.reason() + ".";
            return new Sent(
                    version,
                    origin,
                    Typed.NOTHING,
                    json,
                    error,
                    note,
                    tell,
                    null,
                    new ScoringView.Problem(
                            "Nothing was published.", "The model as JSON can not be used:", List.of(error)));
        }
    }

    private static Sent numbers(int version, Origin origin, Call call, String note, boolean tell, Models models) {
        Map<String, Numbers.Entry> numbers = Numbers.of(origin.model(), models.scorableEvents());
        ScoringModel current = models.current();
        Map<String, String> fields = origin.name().isEmpty() && current.version() > version
                ? models.version(version)
                        .map(old -> Typed.touched(call.parameters(), old, current, models.scorableEvents()))
                        .orElse(call.parameters())
                : call.parameters();
        Typed typed = Typed.read(numbers, fields);
        if (typed.ticks() == null && !typed.texts().isEmpty()) {
            throw new Failure(
                    413,
                    "form_cut",
                    "Only part of the form arrived",
                    "The model has more numbers than the server takes in one form. Nothing was published; change it as JSON.");
        }
        @Nullable ScoringModel draft = null;
        String general = "";
        if (typed.errors().isEmpty()) {
            try {
                draft = Drafts.of(origin.model(), models.scorableEvents(), typed);
                models.check(draft);
            } catch (InvalidModelException invalid) {
                draft = null;
                typed = typed.refused(invalid, numbers);
                general = typed.errors().isEmpty() ? "“" + invalid.field() + "” " + invalid.reason() + "." : "";
            }
        }
        return new Sent(
                version,
                origin,
                typed,
                null,
                null,
                note,
                tell,
                draft,
                draft != null ? null : refusal(typed, numbers, general));
    }

    private static ScoringView.Problem refusal(Typed typed, Map<String, Numbers.Entry> numbers, String general) {
        if (!general.isEmpty()) {
            return new ScoringView.Problem("Nothing was published.", general, List.of());
        }
        return new ScoringView.Problem(
                "Nothing was published.",
                typed.errors().size() == 1 ? "One number can not be used:" : "Some numbers can not be used:",
                numbers.values().stream()
                        .filter(n -> typed.errors().containsKey(n.name()))
                        .map(n -> n.label() + ". " + typed.errors().get(n.name()))
                        .toList());
    }
}
