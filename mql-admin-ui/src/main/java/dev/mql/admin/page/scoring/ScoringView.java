package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Rescoring;
import dev.mql.admin.page.Show.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the scoring page shows. Public because the template reads it. */
public record ScoringView(
        String summary,
        @Nullable String done,
        @Nullable Problem problem,
        @Nullable Rescoring rescoring,
        @Nullable Preview preview,
        @Nullable TrialView trial,
        Form form,
        List<Group> groups,
        Tick reset,
        List<FitRow> fit,
        Matrix matrix,
        List<Out> out,
        Json json,
        List<Preset> presets,
        List<Version> history) {

    public record Problem(String title, String text, List<String> list) {}

    /** What publishing would change. */
    public record Preview(String title, String text, List<String> changes) {}

    /**
     * What both forms send along.
     *
     * @param from what the draft was made from; empty for the version in force
     */
    public record Form(
            int version, String from, String note, boolean tell, boolean mayPublish, String action, String saysNone) {}

    /** @param folded whether the group is closed at first */
    public record Group(String title, String help, boolean folded, List<Sentence> sentences) {}

    /**
     * Words and numbers in the order in which they are read.
     *
     * @param what what the rule is about; empty where the sentence says it all
     * @param when its conditions; empty without
     * @param more a second sentence; empty without
     */
    public record Sentence(String what, String when, List<Part> parts, List<Part> more) {}

    /** Either a text or a number that can be changed. */
    public record Part(@Nullable String text, @Nullable Field field) {}

    /**
     * @param value what was typed, or what is in force
     * @param published what is in force; 0 where that is no limit
     * @param hint what stands there while nothing is typed; empty where something must be
     * @param error what is wrong with it, for people
     */
    public record Field(
            String name,
            String label,
            String value,
            String published,
            String min,
            String max,
            String step,
            String hint,
            @Nullable String error) {}

    /** A box; {@code published} is how it is in force. */
    public record Tick(String name, String label, boolean ticked, boolean published) {}

    /** @param first whether it is the first of its attribute */
    public record FitRow(String attribute, boolean first, String what, Field points) {}

    public record Matrix(Field one, Field two, List<Row> rows) {}

    /** @param from the fit from which a lead is in it; {@code null} for the last */
    public record Row(String name, @Nullable Field from, List<Tick> cells) {}

    public record Out(String name, String when) {}

    /** @param text the whole model, or what was typed */
    public record Json(
            String text, int lines, boolean open, @Nullable String error) {}

    public record Preset(String name, String title, String text) {}

    public record Version(
            int number, boolean inForce, String title, When when, String author, String note, List<String> changes) {}

    /** The trial of a challenger. */
    public record TrialView(String title, When since, String note, List<Side> sides, String finding, boolean early) {}

    public record Side(String label, String mqls, String bought, String share) {}
}
