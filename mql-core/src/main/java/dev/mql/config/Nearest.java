package dev.mql.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant who wrote a word wrong. */
public final class Nearest {
    private static final int SLIPS = 3;

    private Nearest() {}

    /** The known word that is a slip or three of the finger away; {@code null} if there is none. */
    public static @Nullable String to(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(each, word) <= Math.min(SLIPS, Math.max(1, each.length() / 3)))
                .min(Comparator.<String>comparingInt(each -> distance(each, word))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(null);
    }

    /** Edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
