package dev.mql.servlet;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes a script of ours small: no comments, no needless space, one declaration for several, short names. So the file itself stays
 * readable, and nothing has to be built or downloaded for it.
 *
 * <p>What the file has to keep to: a comment stands on a line of its own; texts are in {@code '…'} or {@code `…`}, hold none of these
 * marks and end on their line; regular expressions hold neither of these marks nor spaces, and brackets in pairs only; a statement ends
 * with a semicolon; names that may be shortened, and nothing else, begin with {@code $} and a letter.
 */
final class ScriptSqueezer {
    private static final Pattern SHORTENED = Pattern.compile("\\$[a-zA-Z]+");
    private static final Pattern CONST = Pattern.compile("\\bconst\\b");
    private static final Pattern NEEDLESS_END = Pattern.compile(";(?=\\})|;$|\\n(?=[})\\].]|$)|(?<=\\})\\n");
    private static final String DECLARES = "let ";

    private ScriptSqueezer() {}

    /** @param letters for the names, the most frequent name's first; which order compresses best is a matter of trying */
    static String squeeze(String source, String letters) {
        return shortNames(joined(CONST.matcher(withoutSpace(source)).replaceAll("let")), letters);
    }

    private static String withoutSpace(String source) {
        StringBuilder out = new StringBuilder(source.length());
        for (String line : source.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("//")) {
                continue;
            }
            withoutSpace(line, out);
            if (";{,(>:".indexOf(line.charAt(line.length() - 1)) < 0) {
                out.append('\n');
            }
        }
        return NEEDLESS_END.matcher(NEEDLESS_END.matcher(out).replaceAll("")).replaceAll("");
    }

    /** Leaves out spaces that separate no words, outside of texts. */
    private static void withoutSpace(String line, StringBuilder out) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '`') {
                quote = c;
            } else if (c == ' ' && !(word(line.charAt(i - 1)) && word(line.charAt(i + 1)))) {
                continue;
            }
            out.append(c);
        }
    }

    private static boolean word(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Declarations that follow each other in one block become one. */
    private static String joined(String script) {
        StringBuilder out = new StringBuilder(script.length());
        // For each bracket that is open, whether the statement in it is a declaration; not so between round ones.
        Deque<Boolean> declaring = new ArrayDeque<>(List.of(false));
        Deque<Character> open = new ArrayDeque<>(List.of('{'));
        char quote = 0;
        for (int i = 0; i < script.length(); i++) {
            char c = script.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '`') {
                quote = c;
            } else if ("({[".indexOf(c) >= 0) {
                open.push(c);
                declaring.push(false);
            } else if (")}]".indexOf(c) >= 0) {
                open.pop();
                declaring.pop();
            } else if (open.element() == '{') {
                if (script.startsWith(DECLARES, i) && (i == 0 || !word(script.charAt(i - 1)))) {
                    declaring.pop();
                    declaring.push(true);
                } else if (c == ';' && declaring.element()) {
                    if (script.startsWith(DECLARES, i + 1)) {
                        c = ',';
                        i += DECLARES.length();
                    } else {
                        declaring.pop();
                        declaring.push(false);
                    }
                }
            }
            out.append(c);
        }
        return out.toString();
    }

    private static String shortNames(String script, String letters) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        SHORTENED.matcher(script).results().forEach(name -> counts.merge(name.group(), 1, Integer::sum));
        if (counts.size() > letters.length()) {
            throw new IllegalStateException("A script has more than " + letters.length() + " names to shorten");
        }
        List<String> byCount = counts.keySet().stream()
                .sorted(Comparator.comparing((String name) -> -counts.getOrDefault(name, 0)))
                .toList();
        return SHORTENED
                .matcher(script)
                .replaceAll(
                        name -> letters.substring(byCount.indexOf(name.group()), byCount.indexOf(name.group()) + 1));
    }
}
