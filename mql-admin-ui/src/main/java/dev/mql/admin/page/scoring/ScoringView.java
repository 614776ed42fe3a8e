package dev.mql.admin.page.scoring;

import dev.mql.admin.page.Show.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the scoring page shows. Public because the template reads it. */
public record ScoringView(
        String summary,
        int version,
        @Nullable String done,
        @Nullable String problem,
        @Nullable String problemText,
        List<String> theirs,
        List<Group> groups,
        String note,
        boolean mayPublish,
        String action,
        String saysNone,
        List<Version> history) {

    /** @param folded whether the group is closed at first */
    public record Group(String title, String help, boolean folded, List<Sentence> sentences) {}

    /** Words and numbers in the order in which they are read. */
    public record Sentence(List<Part> parts) {}

    /** Either a text or a number that can be changed. */
    public record Part(@Nullable String text, @Nullable Field field) {}

    /**
     * @param value what was typed, or what is in force
     * @param published what is in force
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
            @Nullable String error) {}

    public record Version(String title, When when, String author, String note, List<String> changes) {}
}
