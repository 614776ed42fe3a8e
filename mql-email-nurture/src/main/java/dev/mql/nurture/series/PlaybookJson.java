package dev.mql.nurture.series;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.mql.cart.Journey.Depth;
import dev.mql.event.Refused;
import dev.mql.json.BoundedJson;
import dev.mql.json.Field;
import dev.mql.json.InvalidFieldException;
import dev.mql.lead.Stage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The written form of a playbook: what the store keeps, and what a shop can put under version control. */
public final class PlaybookJson {
    private static final BoundedJson JSON = new BoundedJson(12, 5_000, 1_000);

    private PlaybookJson() {}

    public static String write(Playbook playbook) {
        JsonObject json = new JsonObject();
        json.addProperty("version", playbook.version());
        JsonArray all = new JsonArray();
        playbook.series().forEach(series -> all.add(series(series)));
        json.add("series", all);
        json.add("limits", limits(playbook.limits()));
        json.addProperty("author", playbook.author());
        json.addProperty("note", playbook.note());
        json.addProperty("publishedAt", playbook.publishedAt());
        return json.toString();
    }

    private static JsonObject series(Series series) {
        JsonObject json = new JsonObject();
        json.addProperty("id", series.id());
        json.addProperty("name", series.name());
        json.addProperty("occasion", series.occasion().word());
        json.addProperty("mode", series.mode().word());
        json.addProperty("activatedAt", series.activatedAt());
        json.add("entry", entry(series.entry()));
        JsonArray steps = new JsonArray();
        series.steps().forEach(step -> steps.add(step(step)));
        json.add("steps", steps);
        json.addProperty("coolDown", series.coolDown().toString());
        json.addProperty("holdout", series.holdout());
        json.addProperty("twoWordings", series.twoWordings());
        json.addProperty("credit", series.credit().toString());
        Offer offer = series.offer();
        if (offer != null) {
            JsonObject one = new JsonObject();
            one.addProperty("fromStep", offer.fromStep());
            one.addProperty("valid", offer.valid().toString());
            one.addProperty("perWeek", offer.perWeek());
            one.addProperty("serial", offer.serial());
            json.add("offer", one);
        }
        return json;
    }

    private static JsonObject entry(Entry entry) {
        JsonObject json = new JsonObject();
        json.add(
                "depths",
                texts(entry.depths().stream().map(Depth::word).sorted().toList()));
        json.addProperty("from", entry.from().word());
        json.addProperty("to", entry.to().word());
        json.add("grades", texts(entry.grades()));
        json.addProperty("quality", entry.quality());
        json.addProperty("scoreFrom", entry.scoreFrom());
        json.addProperty("scoreTo", entry.scoreTo());
        json.addProperty("valueFrom", entry.valueFrom());
        if (entry.valueTo() != null) {
            json.addProperty("valueTo", entry.valueTo());
        }
        json.addProperty("free", entry.free());
        json.add("countries", texts(entry.countries()));
        JsonArray segment = new JsonArray();
        entry.segment().forEach(trait -> {
            JsonObject one = new JsonObject();
            one.addProperty("attribute", trait.attribute());
            one.add("values", texts(trait.values()));
            segment.add(one);
        });
        json.add("segment", segment);
        json.addProperty("maxAge", entry.maxAge().toString());
        return json;
    }

    private static JsonObject step(Step step) {
        JsonObject json = new JsonObject();
        json.addProperty("delay", step.delay().toString());
        JsonArray paths = new JsonArray();
        step.paths().forEach(path -> {
            JsonObject one = new JsonObject();
            JsonArray when = new JsonArray();
            path.when().forEach(condition -> {
                JsonObject asked = new JsonObject();
                asked.addProperty("ask", condition.ask().word());
                if (condition.ask().asksReason()) {
                    asked.add("reasons", texts(condition.reasons()));
                }
                asked.addProperty("score", condition.score());
                when.add(asked);
            });
            one.add("when", when);
            one.addProperty("text", path.text());
            paths.add(one);
        });
        json.add("paths", paths);
        return json;
    }

    private static JsonObject limits(Limits limits) {
        JsonObject json = new JsonObject();
        json.addProperty("perDay", limits.perDay());
        json.addProperty("perWeek", limits.perWeek());
        json.addProperty("quietFrom", limits.quietFrom().toString());
        json.addProperty("quietTo", limits.quietTo().toString());
        json.add(
                "days",
                texts(limits.days().stream()
                        .sorted()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .toList()));
        json.addProperty("catchUp", limits.catchUp());
        return json;
    }

    private static JsonArray texts(Collection<String> all) {
        JsonArray json = new JsonArray();
        all.forEach(json::add);
        return json;
    }

    /**
     * Reads the written form.
     *
     * @throws InvalidFieldException naming the field that is wrong
     */
    public static Playbook read(String json) {
        Object document;
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            document = JSON.read(bytes, 0, bytes.length);
        } catch (Refused bad) {
            throw new InvalidFieldException("body", String.valueOf(bad.getMessage()));
        }
        Field field = Field.of(document, "").only("version", "series", "limits", "author", "note", "publishedAt");
        return new Playbook(
                field.at("version").whole(0),
                field.at("series").list(PlaybookJson::series),
                limits(field.at("limits")),
                field.at("author").text(""),
                field.at("note").text(""),
                (long) field.at("publishedAt").number(0));
    }

    private static Series series(Field field) {
        field.only(
                "id",
                "name",
                "occasion",
                "mode",
                "activatedAt",
                "entry",
                "steps",
                "coolDown",
                "holdout",
                "twoWordings",
                "credit",
                "offer");
        Entry entry = entry(field.at("entry"));
        List<Step> steps = field.at("steps").list(PlaybookJson::step);
        Offer offer = offer(field.at("offer"));
        return in(
                field,
                () -> new Series(
                        field.at("id").text(""),
                        field.at("name").text(""),
                        word(field.at("occasion"), Occasion.KINDS),
                        word(field.at("mode"), List.of(Series.Mode.values())),
                        (long) field.at("activatedAt").number(0),
                        entry,
                        steps,
                        time(field.at("coolDown"), Usual.COOL_DOWN),
                        field.at("holdout").whole(Usual.HOLDOUT),
                        field.at("twoWordings").truth(),
                        time(field.at("credit"), Usual.CREDIT),
                        offer));
    }

    private static @Nullable Offer offer(Field field) {
        if (!field.present()) {
            return null;
        }
        field.only("fromStep", "valid", "perWeek", "serial");
        return in(
                field,
                () -> new Offer(
                        field.at("fromStep").whole(3),
                        time(field.at("valid"), Duration.ofDays(7)),
                        field.at("perWeek").whole(0),
                        field.at("serial").whole(3)));
    }

    private static Entry entry(Field field) {
        field.only(
                "depths",
                "from",
                "to",
                "grades",
                "quality",
                "scoreFrom",
                "scoreTo",
                "valueFrom",
                "valueTo",
                "free",
                "countries",
                "segment",
                "maxAge");
        Set<Depth> depths = new HashSet<>(field.at("depths").list(one -> word(one, List.of(Depth.values()))));
        List<Trait> segment = field.at("segment").list(one -> {
            one.only("attribute", "values");
            return in(
                    one,
                    () -> new Trait(
                            one.at("attribute").text(""), one.at("values").list(v -> v.text(""))));
        });
        Double most = field.at("valueTo").optionalNumber();
        return in(
                field,
                () -> new Entry(
                        depths,
                        word(field.at("from"), List.of(Stage.values())),
                        word(field.at("to"), List.of(Stage.values())),
                        field.at("grades").list(one -> one.text("")),
                        field.at("quality").text(""),
                        field.at("scoreFrom").number(0),
                        field.at("scoreTo").number(0),
                        BigDecimal.valueOf(field.at("valueFrom").number(0)),
                        most == null ? null : BigDecimal.valueOf(most),
                        field.at("free").truth(),
                        field.at("countries").list(one -> one.text("").toUpperCase(Locale.ROOT)),
                        segment,
                        time(field.at("maxAge"), Entry.USUAL_AGE)));
    }

    private static Step step(Field field) {
        field.only("delay", "paths");
        List<Path> paths = field.at("paths").list(PlaybookJson::path);
        return in(field, () -> new Step(time(field.at("delay"), Duration.ZERO), paths));
    }

    private static Path path(Field field) {
        field.only("when", "text");
        List<When> when = field.at("when").list(one -> {
            one.only("ask", "reasons", "score");
            return in(
                    one,
                    () -> new When(
                            word(one.at("ask"), List.of(When.Ask.values())),
                            one.at("reasons").list(r -> r.text("")),
                            one.at("score").number(0)));
        });
        return in(field, () -> new Path(when, field.at("text").text("")));
    }

    private static Limits limits(Field field) {
        field.only("perDay", "perWeek", "quietFrom", "quietTo", "days", "catchUp");
        Set<DayOfWeek> days = new HashSet<>(field.at("days").list(one -> word(one, List.of(DayOfWeek.values()))));
        return in(
                field,
                () -> new Limits(
                        field.at("perDay").whole(0),
                        field.at("perWeek").whole(0),
                        clock(field.at("quietFrom")),
                        clock(field.at("quietTo")),
                        days,
                        field.at("catchUp").whole(0)));
    }

    /** The part's own refusals name the field within it; here they get the whole path. */
    private static <T> T in(Field part, Supplier<T> made) {
        try {
            return made.get();
        } catch (InvalidFieldException wrong) {
            throw part.path().isEmpty() || wrong.field().startsWith(part.path())
                    ? wrong
                    : new InvalidFieldException(part.path() + "." + wrong.field(), wrong.reason());
        }
    }

    private static <E extends Enum<E>> E word(Field field, List<E> all) {
        String word = field.text("");
        return all.stream()
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> field.refusal("must be one of " + Checks.words(all)));
    }

    private static Duration time(Field field, Duration byDefault) {
        Duration time = field.optionalTime();
        return time == null ? byDefault : time;
    }

    private static LocalTime clock(Field field) {
        try {
            return LocalTime.parse(field.text(""));
        } catch (DateTimeException bad) {
            throw field.refusal("must be a time of day such as 21:00");
        }
    }
}
