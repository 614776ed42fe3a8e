package dev.mql.admin.page.leads;

import dev.mql.admin.page.Show.Bar;
import dev.mql.admin.page.Show.StageSign;
import dev.mql.admin.page.Show.When;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the list of leads shows. Public because the template reads it. */
public record LeadsView(
        String summary,
        Filter filter,
        List<Option> stages,
        List<String> grades,
        String email,
        @Nullable String emailError,
        List<Row> rows,
        String shown,
        @Nullable String next,
        boolean erased,
        Empty empty) {

    /** What was asked for; empty texts ask for everything. */
    public record Filter(String stage, String minScore, String grade, String quality, String company) {}

    public record Option(String value, String label) {}

    public record Row(
            String href,
            String name,
            String company,
            String score,
            Bar bar,
            String grade,
            String quality,
            StageSign stage,
            String cart,
            When lastSeen) {}

    /** What to say where there is nothing to list, and what to do about it. */
    public record Empty(String title, String text, @Nullable String href, String action) {}
}
