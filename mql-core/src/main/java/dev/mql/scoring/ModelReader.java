package dev.mql.scoring;

import dev.mql.json.Field;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Reads {@link ModelJson}; knows every field, what it may be, and what it usually is. */
final class ModelReader {
    private final Field document;

    ModelReader(Field document) {
        this.document = document;
    }

    ScoringModel model() {
        document.only(
                "version",
                "halfLife",
                "threshold",
                "cap",
                "resetOnPurchase",
                "rules",
                "groups",
                "fit",
                "grades",
                "disqualifiers",
                "author",
                "note",
                "publishedAt");
        Field limits = document.at("threshold").only("in", "out", "minSignals");
        ScoringModel.Threshold threshold = new ScoringModel.Threshold(
                limits.at("in").number(),
                limits.at("out").number(),
                limits.at("minSignals").whole(1));
        Duration halfLife = document.at("halfLife").optionalTime();
        if (halfLife == null) {
            throw new InvalidModelException("halfLife", "must be an ISO 8601 time such as P14D or PT336H");
        }
        return new ScoringModel(
                document.at("version").whole(0),
                halfLife,
                threshold,
                document.at("cap").number(0),
                document.at("rules").list(ModelReader::rule),
                document.at("groups").numbers(),
                document.at("fit").list(ModelReader::fit),
                grades(document.at("grades"), threshold.in()),
                document.at("disqualifiers").list(ModelReader::disqualifier),
                document.at("resetOnPurchase").truth(),
                document.at("author").text(""),
                document.at("note").text(""),
                (long) document.at("publishedAt").number(0));
    }

    private static Rule rule(Field field) {
        field.only(
                "name",
                "event",
                "points",
                "maxPerDay",
                "cap",
                "when",
                "follows",
                "repeats",
                "group",
                "ladder",
                "within",
                "halfLife");
        String event = field.at("event").text("");
        Field per = field.at("follows");
        Follows follows = !per.present()
                ? null
                : new Follows(
                        per.only("property", "per", "most").at("property").text(""),
                        per.at("per").number(1),
                        per.at("most").number());
        List<Step> ladder = field.at("ladder")
                .list(step -> new Step(
                        step.only("times", "points").at("times").whole(0),
                        step.at("points").number()));
        return new Rule(
                field.at("name").text(event),
                event,
                ladder.isEmpty()
                        ? field.at("points").number()
                        : field.at("points").number(0),
                field.at("when").list(ModelReader::condition),
                follows,
                repeats(field.at("repeats"), follows == null ? Rule.Repeats.DAILY : Rule.Repeats.ALWAYS),
                field.at("maxPerDay").whole(0),
                field.at("cap").number(0),
                field.at("group").text(""),
                ladder,
                field.at("within").optionalTime(),
                field.at("halfLife").optionalTime());
    }

    private static Rule.Repeats repeats(Field field, Rule.Repeats byDefault) {
        String word = field.text(byDefault.word());
        for (Rule.Repeats repeats : Rule.Repeats.values()) {
            if (repeats.word().equals(word.toLowerCase(Locale.ROOT))) {
                return repeats;
            }
        }
        throw field.refusal("must be daily, once or always");
    }

    private static Condition condition(Field field) {
        return bare(field.only("property", "atLeast", "atMost", "in", "notIn", "like"));
    }

    private static Condition bare(Field field) {
        return new Condition(
                field.at("property").text(""),
                field.at("atLeast").optionalNumber(),
                field.at("atMost").optionalNumber(),
                field.at("in").list(f -> f.text("")),
                field.at("notIn").list(f -> f.text("")),
                field.at("like").optionalText());
    }

    private static FitRule fit(Field field) {
        field.only("property", "atLeast", "atMost", "in", "notIn", "like", "points");
        return new FitRule(bare(field), field.at("points").number());
    }

    private static Grades grades(Field field, double in) {
        if (!field.present()) {
            return Grades.usual(in);
        }
        field.only("fit", "engagement", "high");
        List<Double> fit = field.at("fit").list(Field::number);
        List<Double> engagement = field.at("engagement").list(Field::number);
        if (fit.size() != 2 || engagement.size() != 2) {
            throw field.refusal("must have two numbers each for fit (A, B) and engagement (1, 2)");
        }
        return new Grades(
                fit.get(0),
                fit.get(1),
                engagement.get(0),
                engagement.get(1),
                field.at("high").list(f -> f.text("")));
    }

    private static Disqualifier disqualifier(Field field) {
        field.only("name", "event", "when");
        return new Disqualifier(
                field.at("name").text(""),
                field.at("event").text(""),
                field.at("when").list(ModelReader::condition));
    }
}
