package dev.mql.servlet.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Finds many words in a text in one pass without making anything: the automaton of Aho and Corasick, as one table of next states. In
 * words {@code ^} is the beginning of the text and {@code $} its end; letters are lower-case and find both cases. Of words that end at
 * the same place the longest counts. Immutable.
 */
final class WordMachine {
    private static final int ASCII = 128;
    private static final char BEGIN = '^';
    private static final char END = '$';

    /** Which column of the table a character has; 0 for all that are in no word. */
    private final byte[] columns = new byte[ASCII];

    private final int width;
    private final short[] next;
    private final byte[] values;
    private final int begin;

    /**
     * @param words each with what finding it is worth, 0 to 127; a word worth 0 hides the shorter ones that end where it does
     * @throws IllegalArgumentException if a word has characters that are not ASCII, or there are too many
     */
    WordMachine(Map<String, Integer> words) {
        int count = 1;
        for (String word : words.keySet()) {
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                if (c >= ASCII || c >= 'A' && c <= 'Z') {
                    throw new IllegalArgumentException(
                            "\"" + word + "\" has other characters than a-z and signs of ASCII");
                }
                if (columns[c] == 0) {
                    columns[c] = (byte) count++;
                }
            }
        }
        width = count;
        List<int[]> rows = new ArrayList<>();
        List<Integer> worth = new ArrayList<>();
        rows.add(new int[width]);
        worth.add(-1);
        words.forEach((word, value) -> {
            int state = 0;
            for (int i = 0; i < word.length(); i++) {
                int column = columns[word.charAt(i)];
                int[] row = rows.get(state);
                if (row[column] == 0) {
                    row[column] = rows.size();
                    rows.add(new int[width]);
                    worth.add(-1);
                }
                state = row[column];
            }
            worth.set(state, value);
        });
        if (rows.size() > Short.MAX_VALUE) {
            throw new IllegalArgumentException("too many words");
        }
        link(rows, worth);
        next = new short[rows.size() * width];
        values = new byte[rows.size()];
        for (int state = 0; state < rows.size(); state++) {
            for (int column = 0; column < width; column++) {
                next[state * width + column] = (short) rows.get(state)[column];
            }
            values[state] = (byte) Math.max(0, worth.get(state));
        }
        begin = next[columns[BEGIN]];
        for (char c = 'A'; c <= 'Z'; c++) {
            columns[c] = columns[c | 0x20];
        }
    }

    /** Level by level: where a word does not go on, the longest end of it that begins another one does. */
    private void link(List<int[]> rows, List<Integer> worth) {
        int[] fallback = new int[rows.size()];
        ArrayDeque<Integer> open = new ArrayDeque<>();
        Arrays.stream(rows.get(0)).filter(child -> child > 0).forEach(open::add);
        while (!open.isEmpty()) {
            int state = open.remove();
            int[] row = rows.get(state);
            int[] other = rows.get(fallback[state]);
            if (worth.get(state) < 0) {
                worth.set(state, worth.get(fallback[state]));
            }
            for (int column = 0; column < width; column++) {
                int child = row[column];
                if (child == 0) {
                    row[column] = other[column];
                } else {
                    fallback[child] = other[column];
                    open.add(child);
                }
            }
        }
    }

    /** What the most of the words found is worth; 0 if there are none among the first characters. */
    int find(String text, int first) {
        int state = begin;
        int most = 0;
        int length = Math.min(first, text.length());
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            state = next[state * width + (c < ASCII ? columns[c] : 0)];
            most = Math.max(most, values[state]);
        }
        return Math.max(most, length < text.length() ? 0 : values[next[state * width + columns[END]]]);
    }
}
