package dev.mql.nurture.template;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant who wrote a word wrong; this package knows nothing of the core, which has the same. */
final class Meant {
    private static final int SLIPS = 3;

    private Meant() {}

    /** {@code , did you mean "x"?} for the known word that is a slip or three of the finger away; empty if there is none. */
    static String by(String word, Collection<String> known) {
        if (word.length() > 60) {
            return "";
        }
        return known.stream()
                .filter(each -> distance(each, word) <= Math.min(SLIPS, Math.max(1, each.length() / 3)))
                .min(Comparator.<String>comparingInt(each -> distance(each, word))
                        .thenComparing(Comparator.naturalOrder()))
                .map(each -> "; did you mean \"" + each + "\"?")
                .orElse("");
    }

    /** Edit distance, without regard to case. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int replace = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
