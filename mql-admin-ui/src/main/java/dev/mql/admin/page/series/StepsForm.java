package dev.mql.admin.page.series;

import dev.mql.nurture.series.Path;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Step;
import dev.mql.nurture.template.TextKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The steps of a series as fields: when each mail goes, and which text each of its paths has. Pure. */
final class StepsForm {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofDays(400);

    private StepsForm() {}

    private static String delay(int step) {
        return "step." + step + ".delay";
    }

    static String path(int step, int path) {
        return "step." + step + ".path." + path;
    }

    static void put(Map<String, String> values, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            Input.put(values, delay(i + 1), steps.get(i).delay());
            List<Path> paths = steps.get(i).paths();
            for (int p = 0; p < paths.size(); p++) {
                values.put(path(i + 1, p + 1), paths.get(p).text());
            }
        }
    }

    /** Steps whose time is left empty are left out; a new one has one path. */
    static List<Step> read(Input input, List<Step> before) {
        List<Step> steps = new ArrayList<>();
        for (int number = 1; number <= Series.MAX_STEPS; number++) {
            if (input.text(delay(number)).isEmpty()) {
                continue;
            }
            Duration delay = input.span(delay(number), LEAST, MOST);
            if (!steps.isEmpty() && delay.compareTo(steps.get(steps.size() - 1).delay()) <= 0) {
                input.refuse(delay(number), "must be later than the mail before");
                continue;
            }
            List<Path> known =
                    number <= before.size() ? before.get(number - 1).paths() : List.of(new Path(List.of(), ""));
            List<Path> paths = new ArrayList<>();
            for (int i = 0; i < known.size(); i++) {
                paths.add(new Path(
                        known.get(i).when(),
                        text(input, path(number, i + 1), known.get(i).text())));
            }
            steps.add(new Step(delay, paths));
        }
        if (steps.isEmpty()) {
            input.refuse(delay(1), "a series needs at least one mail");
        }
        return steps.isEmpty() ? before : steps;
    }

    private static String text(Input input, String field, String before) {
        String text = input.text(field);
        boolean known = text.isEmpty()
                || text.equals(before)
                || Arrays.stream(TextKey.values()).anyMatch(key -> key.code().equals(text));
        if (!known) {
            input.refuse(field, "choose one of the list");
        }
        return known ? text : before;
    }
}
