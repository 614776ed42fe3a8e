package dev.mql.servlet.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules for a path in one pass over it, however many rules there are, and without allocating where there are none. A
 * trailing slash, empty segments and path parameters ({@code ;jsessionid=…}) make no difference.
 */
public final class PathTrie {
    private static final Rule[] NONE = {};

    private final Node root;

    PathTrie(Iterable<Rule> rules) {
        Draft draft = new Draft();
        rules.forEach(draft::add);
        root = draft.node();
    }

    /** A node while rules are being added. */
    private static final class Draft {
        private final Map<String, Draft> literals = new LinkedHashMap<>();
        private final Map<List<String>, Draft> globs = new LinkedHashMap<>();
        private final List<Rule> here = new ArrayList<>();
        private final List<Rule> below = new ArrayList<>();

        void add(Rule rule) {
            Draft at = this;
            for (PathPattern.Segment segment : rule.pattern().segments()) {
                at = segment.open()
                        ? at.globs.computeIfAbsent(List.of(segment.before(), segment.after()), s -> new Draft())
                        : at.literals.computeIfAbsent(segment.before(), s -> new Draft());
            }
            (rule.pattern().rest() ? at.below : at.here).add(rule);
        }

        Node node() {
            return new Node(this);
        }
    }

    private static final class Node {
        /** Open addressing; the size is a power of two and more than half of it is empty. */
        private final @Nullable String[] names;

        private final @Nullable Node[] children;
        private final String[] before;
        private final String[] after;
        private final Node[] open;
        private final Rule[] here;
        private final Rule[] below;

        Node(Draft draft) {
            int size = draft.literals.isEmpty() ? 1 : Integer.highestOneBit(draft.literals.size()) * 4;
            names = new @Nullable String[size];
            children = new @Nullable Node[size];
            draft.literals.forEach((name, child) -> {
                int slot = hash(name, 0, name.length()) & (size - 1);
                while (names[slot] != null) {
                    slot = (slot + 1) & (size - 1);
                }
                names[slot] = name;
                children[slot] = child.node();
            });
            before = draft.globs.keySet().stream().map(glob -> glob.get(0)).toArray(String[]::new);
            after = draft.globs.keySet().stream().map(glob -> glob.get(1)).toArray(String[]::new);
            open = draft.globs.values().stream().map(Draft::node).toArray(Node[]::new);
            here = draft.here.toArray(NONE);
            below = draft.below.toArray(NONE);
        }

        @Nullable
        Node child(String path, int begin, int end) {
            int slot = hash(path, begin, end) & (names.length - 1);
            for (String name = names[slot]; name != null; name = names[slot]) {
                if (name.length() == end - begin && path.startsWith(name, begin)) {
                    return children[slot];
                }
                slot = (slot + 1) & (names.length - 1);
            }
            return null;
        }

        boolean opens(int glob, String path, int begin, int end) {
            String head = before[glob];
            String tail = after[glob];
            return end - begin > head.length() + tail.length()
                    && path.startsWith(head, begin)
                    && path.startsWith(tail, end - tail.length());
        }
    }

    /** The rules for a method and the path that begins at {@code from}; empty where there are none. */
    List<Rule> match(String method, String path, int from) {
        List<Rule> found = walk(root, method, path, from, null);
        return found == null ? List.of() : found;
    }

    private static @Nullable List<Rule> walk(
            Node node, String method, String path, int from, @Nullable List<Rule> before) {
        List<Rule> found = add(node.below, method, before);
        int begin = segmentStart(path, from);
        if (begin == path.length()) {
            return add(node.here, method, found);
        }
        int end = segmentEnd(path, begin);
        int next = nextSegment(path, end);
        Node child = node.child(path, begin, end);
        if (child != null) {
            found = walk(child, method, path, next, found);
        }
        for (int glob = 0; glob < node.open.length; glob++) {
            if (node.opens(glob, path, begin, end)) {
                found = walk(node.open[glob], method, path, next, found);
            }
        }
        return found;
    }

    private static @Nullable List<Rule> add(Rule[] rules, String method, @Nullable List<Rule> before) {
        List<Rule> found = before;
        for (Rule rule : rules) {
            if (rule.method().equals(method)) {
                if (found == null) {
                    found = new ArrayList<>(2);
                }
                found.add(rule);
            }
        }
        return found;
    }

    public static int segmentStart(String path, int from) {
        int at = from;
        while (at < path.length() && path.charAt(at) == '/') {
            at++;
        }
        return at;
    }

    public static int segmentEnd(String path, int begin) {
        int at = begin;
        while (at < path.length() && path.charAt(at) != '/' && path.charAt(at) != ';') {
            at++;
        }
        return at;
    }

    static int nextSegment(String path, int end) {
        int slash = end < path.length() && path.charAt(end) == ';' ? path.indexOf('/', end) : end;
        return slash < 0 ? path.length() : slash;
    }

    public static int hash(String text, int begin, int end) {
        int hash = 0;
        for (int i = begin; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash ^ hash >>> 15;
    }
}
