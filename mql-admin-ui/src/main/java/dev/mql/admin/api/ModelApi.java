package dev.mql.admin.api;

import dev.mql.Mql;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Route;
import dev.mql.engine.Models;
import dev.mql.engine.Rescore;
import dev.mql.engine.Trial;
import dev.mql.scoring.InvalidModelException;
import dev.mql.scoring.ModelJson;
import dev.mql.scoring.Presets;
import dev.mql.scoring.Scorer;
import dev.mql.scoring.ScoringModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The published scoring model, its challenger and the presets. The model's version is its ETag; publishing needs the one that the
 * change was made from.
 */
final class ModelApi {
    private static final int MAX_BODY = 256 * 1024;
    private static final String AUTHOR = "api";

    private final Mql mql;
    private final Models models;

    ModelApi(Mql mql) {
        this.mql = mql;
        this.models = mql.models();
    }

    List<Route> routes() {
        return List.of(
                Route.get("/model", Set.of(), Set.of(), call -> reply(models.current())),
                Route.json("PUT", "/model", Set.of(), this::publish),
                Route.get("/model/rescore", Set.of(), Set.of(), call -> rescore()),
                Route.get("/model/presets", Set.of(), Set.of(), call -> presets()),
                Route.get("/model/challenger", Set.of(), Set.of(), call -> challenger()),
                Route.json("PUT", "/model/challenger", Set.of(), this::challenge),
                Route.delete("/model/challenger", Set.of(), call -> end()));
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
            ScoringModel draft = draft(call);
            return models.publish(draft, current.version(), AUTHOR, draft.note())
                    .map(ModelApi::reply)
                    .orElseThrow(this::stale);
        } catch (InvalidModelException invalid) {
            throw refused("The model was not published", invalid);
        }
    }

    private static ScoringModel draft(Call call) {
        return ModelJson.read(new String(call.body(MAX_BODY), StandardCharsets.UTF_8));
    }

    private static Failure refused(String title, InvalidModelException invalid) {
        boolean malformed = invalid.field().equals("body");
        return new Failure(
                malformed ? 400 : 422,
                malformed ? "malformed" : "invalid_model",
                title,
                invalid.field() + ' ' + invalid.reason() + '.');
    }

    private Failure stale() {
        return new Failure(
                412,
                "stale",
                "The model has changed",
                "Somebody else published since. Get the model again, repeat your change on it, and send that.",
                Map.of("ETag", tag(models.current())));
    }

    private Reply rescore() {
        Rescore.Progress progress = mql.rescore();
        return Reply.json(
                200,
                JsonText.of(JsonText.object(
                        "version", progress.modelVersion(),
                        "done", progress.done(),
                        "total", progress.total(),
                        "startedAt", time(progress.startedAt()),
                        "finishedAt", time(progress.finishedAt()))));
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static Reply presets() {
        return Reply.json(
                200,
                new TreeMap<>(Presets.all())
                        .entrySet().stream()
                                .map(p -> '"' + p.getKey() + "\":" + ModelJson.write(p.getValue()))
                                .collect(Collectors.joining(",", "{", "}")));
    }

    private Reply challenger() {
        Scorer challenger = models.challenger();
        Trial trial = Trial.running(models, mql.leads()).orElse(null);
        if (challenger == null || trial == null) {
            throw new Failure(
                    404,
                    "no_challenger",
                    "Nothing is on trial",
                    "PUT a model here to let it score beside the published one.");
        }
        String figures = JsonText.of(JsonText.object(
                "number", trial.number(),
                "since", time(trial.since()),
                "published", side(trial.published()),
                "challenger", side(trial.challenger()),
                "both", trial.both(),
                "tooEarly", trial.tooEarly(),
                "whole", trial.whole()));
        String model = ModelJson.write(challenger.model());
        return Reply.json(200, "{\"trial\":" + figures + ",\"model\":" + model + '}');
    }

    private static Map<String, @Nullable Object> side(Trial.Side side) {
        return JsonText.object("mqls", side.mqls(), "bought", side.bought());
    }

    private Reply challenge(Call call) {
        try {
            ScoringModel draft = draft(call);
            models.challenge(draft, AUTHOR, draft.note());
            return challenger();
        } catch (InvalidModelException invalid) {
            throw refused("No trial was begun", invalid);
        }
    }

    private Reply end() {
        models.endChallenge();
        return Reply.of(204, "application/json", "");
    }
}
