package dev.mql.admin.api;

import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Route;
import dev.mql.engine.Models;
import dev.mql.scoring.InvalidModelException;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.ScoringModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The published scoring model. Its version is its ETag; publishing needs the one that the change was made from. */
final class ModelApi {
    private static final int MAX_BODY = 256 * 1024;
    private static final String AUTHOR = "api";

    private final Models models;

    ModelApi(Models models) {
        this.models = models;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/model", Set.of(), Set.of(), call -> reply(models.current())),
                Route.json("PUT", "/model", Set.of(), this::publish));
    }

    private static Reply reply(ScoringModel model) {
        return Reply.json(200, ModelJson.write(model)).with("ETag", tag(model));
    }

    private static String tag(ScoringModel model) {
        return "\"" + model.version() + '"';
    }

    private Reply publish(Call call) {
        String match = call.header("If-Match");
        if (match == null) {
            throw new Failure(
                    428,
                    "if_match_missing",
                    "Precondition required",
                    "Send If-Match with the ETag of the model that your change was made from.");
        }
        ScoringModel current = models.current();
        if (!match.strip().equals(tag(current))) {
            throw stale();
        }
        try {
            ScoringModel draft = ModelJson.read(new String(call.body(MAX_BODY), StandardCharsets.UTF_8));
            return models.publish(draft, current.version(), AUTHOR, draft.note())
                    .map(ModelApi::reply)
                    .orElseThrow(this::stale);
        } catch (InvalidModelException invalid) {
            boolean malformed = invalid.field().equals("body");
            throw new Failure(
                    malformed ? 400 : 422,
                    malformed ? "malformed" : "invalid_model",
                    "The model was not published",
                    invalid.field() + ' ' + invalid.reason() + '.');
        }
    }

    private Failure stale() {
        return new Failure(
                412,
                "stale",
                "The model has changed",
                "Somebody else published since. Get the model again, repeat your change on it, and send that.",
                Map.of("ETag", tag(models.current())));
    }
}
