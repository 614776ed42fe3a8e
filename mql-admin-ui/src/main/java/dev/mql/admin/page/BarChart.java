package dev.mql.admin.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars from zero, ready to be drawn; lengths in units of the view box. Public because templates read it.
 *
 * @param summary one sentence with the numbers
 */
public record BarChart(String title, String summary, String viewBox, int width, int base, List<Column> bars) {
    private static final int STEP = 36;
    private static final int BAR = 24;
    private static final int HEIGHT = 140;
    private static final int TOP = 24;
    private static final int BOTTOM = 26;

    /**
     * One bar.
     *
     * @param value written above it; empty for none
     * @param tick written below it; empty for none
     */
    public record Column(
            String label, String count, String value, String tick, int x, int y, int width, int height, int middle) {}

    /** What is counted: the whole name of a time, its short one, and how often. */
    public record Count(String label, String tick, long count) {}

    /** Few labels: every third column has its short name, counted from the newest. */
    public static BarChart of(String title, String summary, List<Count> counts) {
        long largest = Math.max(1, counts.stream().mapToLong(Count::count).max().orElse(1));
        List<Column> bars = new ArrayList<>();
        int base = HEIGHT - BOTTOM;
        for (int i = 0; i < counts.size(); i++) {
            Count each = counts.get(i);
            int height = each.count() == 0 ? 1 : Math.max(3, (int) (each.count() * (base - TOP) / largest));
            int x = i * STEP + (STEP - BAR) / 2;
            String number = Show.count(each.count());
            bars.add(new Column(
                    each.label(),
                    number,
                    each.count() == 0 ? "" : number,
                    (counts.size() - 1 - i) % 3 == 0 ? each.tick() : "",
                    x,
                    base - height,
                    BAR,
                    height,
                    x + BAR / 2));
        }
        int width = counts.size() * STEP;
        return new BarChart(title, summary, "0 0 " + width + ' ' + HEIGHT, width, base, bars);
    }
}
