package dev.mql.servlet.rule;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path such as {@code /p/{id}.html}, {@code /cart/*} or {@code /pricing/**}. {@code *} and <code>{name}</code> stand for one or more
 * characters within a segment, at most one of them in each; {@code **} stands for any number of segments and comes last.
 *
 * @param rest whether the pattern ends with {@code **}
 */
record PathPattern(List<Segment> segments, boolean rest) {

    /**
     * One segment: a literal where {@code open} is false, else what stands before and after the open part.
     *
     * @param capture name of the open part, or {@code null}
     */
    record Segment(
            boolean open,
            String before,
            String after,
            @Nullable String capture) {}

    /** @throws IllegalArgumentException with a sentence about what is allowed */
    static PathPattern parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with /");
        }
        List<Segment> segments = new ArrayList<>();
        String[] parts = text.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (parts[i].equals("**")) {
                if (!last) {
                    throw new IllegalArgumentException("** may only be the last part of a path");
                }
                return once(new PathPattern(List.copyOf(segments), true));
            }
            if (parts[i].isEmpty()) {
                if (!last) {
                    throw new IllegalArgumentException("a path has no empty part (//)");
                }
            } else {
                segments.add(segment(parts[i]));
            }
        }
        return once(new PathPattern(List.copyOf(segments), false));
    }

    private static PathPattern once(PathPattern pattern) {
        Set<String> names = new HashSet<>();
        for (Segment segment : pattern.segments()) {
            if (segment.capture() != null && !names.add(segment.capture())) {
                throw new IllegalArgumentException("{" + segment.capture() + "} is in the path twice");
            }
        }
        return pattern;
    }

    private static Segment segment(String text) {
        int star = text.indexOf('*');
        int open = text.indexOf('{');
        if (star >= 0 && open >= 0 || star != text.lastIndexOf('*') || open != text.lastIndexOf('{')) {
            throw new IllegalArgumentException("one part of a path has at most one * or {name}");
        }
        if (star >= 0) {
            return new Segment(true, encoded(text.substring(0, star)), encoded(text.substring(star + 1)), null);
        }
        int close = text.indexOf('}');
        if (open < 0 && close < 0) {
            return new Segment(false, encoded(text), "", null);
        }
        if (open < 0 || close < open || !text.substring(open + 1, close).matches("[A-Za-z][A-Za-z0-9_]{0,39}")) {
            throw new IllegalArgumentException("a part of a path to be kept is written {name}");
        }
        return new Segment(
                true,
                encoded(text.substring(0, open)),
                encoded(text.substring(close + 1)),
                text.substring(open + 1, close));
    }

    /** As a browser writes it in a request. */
    private static String encoded(String text) {
        if (text.indexOf(';') >= 0 || text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a path has neither ; nor ? nor #");
        }
        try {
            return new URI(null, null, "/" + text, null).toASCIIString().substring(1);
        } catch (URISyntaxException bad) {
            throw new IllegalArgumentException("not a path", bad);
        }
    }

    /** What it matches: equal for two patterns that match the same paths under different names. */
    String shape() {
        StringBuilder shape = new StringBuilder();
        for (Segment segment : segments) {
            shape.append('/')
                    .append(segment.before())
                    .append(segment.open() ? "*" : "")
                    .append(segment.after());
        }
        return shape.append(rest ? "/**" : "").toString();
    }

    boolean captures(String name) {
        return segments.stream().anyMatch(segment -> name.equals(segment.capture()));
    }

    /** What stands at <code>{name}</code> in a path that matches, decoded. */
    @Nullable
    String captured(String name, String path, int from) {
        int at = from;
        for (Segment segment : segments) {
            int begin = PathTrie.segmentStart(path, at);
            int end = PathTrie.segmentEnd(path, begin);
            if (name.equals(segment.capture())) {
                int first = begin + segment.before().length();
                int last = end - segment.after().length();
                return first < last ? decoded(path.substring(first, last)) : null;
            }
            at = PathTrie.nextSegment(path, end);
        }
        return null;
    }

    private static @Nullable String decoded(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException bad) {
            return null;
        }
    }
}
