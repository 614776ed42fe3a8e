package dev.mql.ingest;

import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last few refused events of each reason, one a second at most, so that a flood neither costs much nor hides what was before. */
final class RefusedExamples {
    private static final int EACH = 8;
    private static final long PAUSE = 1_000;
    private static final int MAX_WORD = 40;
    private static final int MAX_PART = 24;
    private static final int PARTS = 2;

    private final Map<Refusal, ArrayDeque<RefusedExample>> byReason = new EnumMap<>(Refusal.class);

    synchronized void note(Refused why, long now, @Nullable String type, @Nullable String url) {
        ArrayDeque<RefusedExample> kept = byReason.computeIfAbsent(why.reason(), reason -> new ArrayDeque<>(EACH));
        RefusedExample last = kept.peekFirst();
        if (last != null && Math.abs(now - last.at()) < PAUSE) {
            return;
        }
        if (kept.size() == EACH) {
            kept.removeLast();
        }
        kept.addFirst(
                new RefusedExample(now, why.reason(), word(type, MAX_WORD), path(url), word(why.field(), MAX_WORD)));
    }

    synchronized List<RefusedExample> all() {
        List<RefusedExample> all = new ArrayList<>();
        byReason.values().forEach(all::addAll);
        all.sort(Comparator.comparingLong(RefusedExample::at).reversed());
        return all;
    }

    private static String word(@Nullable String text, int most) {
        return text == null ? "-" : isWord(text, 0, text.length(), most) ? text : "*";
    }

    private static boolean isWord(String text, int from, int to, int most) {
        if (from == to || to - from > most) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c == '_' || c == '-' && i > from)) {
                return false;
            }
        }
        return true;
    }

    /** {@code /product/*} for {@code https://shop.example/product/17?q=x}. */
    private static String path(@Nullable String url) {
        if (url == null) {
            return "-";
        }
        int scheme = url.indexOf("://");
        int at = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        if (at < 0 || scheme < 0 && at > 0) {
            return "*";
        }
        StringBuilder shape = new StringBuilder();
        for (int part = 0; part < PARTS && at < url.length() && url.charAt(at) == '/'; part++) {
            int end = at + 1;
            while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
                end++;
            }
            boolean plain = end == at + 1 || isWord(url, at + 1, end, MAX_PART);
            shape.append('/').append(plain ? url.substring(at + 1, end) : "*");
            at = end;
        }
        return shape.toString();
    }
}
