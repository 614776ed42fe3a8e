package dev.mql.nurture.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what a layout of a mail must not have: whatever runs, loads, submits or moves the reader elsewhere, and whatever lets the template
 * engine evaluate more than the path of a text. Closed lists say what is allowed, so that what nobody thought of is refused. For one thread.
 */
final class LayoutLint {
    private static final int ENOUGH = 10;
    private static final Set<String> TAGS =
            words("html head meta title style body div span p br hr h1 h2 h3 strong em b i u small sup center a img"
                    + " table thead tbody tfoot tr td th ul ol li th:block");
    private static final Set<String> ATTRIBUTES =
            words("class style width height align valign bgcolor cellpadding cellspacing border role lang dir alt title"
                    + " href src colspan rowspan name content charset id xmlns:th");
    private static final Set<String> WRITERS = words("th:text th:href th:src th:alt th:title th:lang th:aria-label");

    /** The path of something in the view; {@code class} would lead out of it. */
    private static final String PATH = "(?!class\\b)[a-z][A-Za-z]*(?:\\.(?!class\\b)[a-z][A-Za-z]*)*";

    private static final Pattern VALUE = Pattern.compile("\\$\\{" + PATH + "}");
    private static final Pattern CONDITION =
            Pattern.compile("\\$\\{" + PATH + "(?:\\.isEmpty\\(\\)| != null| == null)}");
    private static final Pattern EACH = Pattern.compile("[a-z][A-Za-z]* : \\$\\{" + PATH + "}");
    private static final Pattern ADDRESS = Pattern.compile("(?i)https://[^\\s]*|mailto:[^\\s]*");
    private static final Pattern IN_STYLE =
            Pattern.compile("(?i)@import|url\\s*\\(|expression\\s*\\(|behavior\\s*:|-moz-binding|javascript:|\\\\");
    private static final Pattern CONDITIONAL = Pattern.compile("(?s)\\[if [^\\]\\r\\n]{1,40}\\]>(.*)<!\\[endif\\]");

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private static Set<String> words(String all) {
        return Set.of(all.split(" "));
    }

    private LayoutLint(String file) {
        this.file = file;
    }

    /** What is wrong, each with file and line; empty if it can be used. */
    static List<String> check(String file, String source) {
        LayoutLint lint = new LayoutLint(file);
        if (source.startsWith("PK") || source.indexOf('\0') >= 0) {
            return List.of(file + ": this is no text but some other kind of file");
        }
        int inline = source.indexOf("[[");
        int raw = source.indexOf("[(");
        if (inline >= 0 || raw >= 0) {
            lint.problem(source, inline >= 0 ? inline : raw, 0, "[[ and [( are not allowed; write th:text");
        }
        lint.scan(source, 0);
        return lint.problems;
    }

    /** @param before how many lines of the file come before */
    private void scan(String html, int before) {
        int next = 0;
        while (problems.size() < ENOUGH) {
            int open = html.indexOf('<', next);
            if (open < 0) {
                return;
            }
            if (html.startsWith("<!--", open)) {
                int end = html.indexOf("-->", open + 4);
                if (end < 0) {
                    problem(html, open, before, "a comment is never closed");
                    return;
                }
                comment(html, open, end, before);
                next = end + 3;
            } else if (html.regionMatches(true, open, "<!doctype html>", 0, 15)) {
                next = open + 15;
            } else {
                next = tag(html, open, before);
            }
        }
    }

    private void comment(String html, int open, int end, int before) {
        String inside = html.substring(open + 4, end);
        Matcher conditional = CONDITIONAL.matcher(inside);
        if (conditional.matches()) {
            scan(conditional.group(1), before + lines(html, open));
        } else if (inside.startsWith("/*") || inside.endsWith("*/")) {
            problem(html, open, before, "a comment with /* is read by the template engine; write a plain one");
        }
    }

    /** @return where to go on */
    private int tag(String html, int open, int before) {
        boolean closing = html.startsWith("</", open);
        int at = open + (closing ? 2 : 1);
        int end = at;
        while (end < html.length() && (Character.isLetterOrDigit(html.charAt(end)) || html.charAt(end) == ':')) {
            end++;
        }
        String name = html.substring(at, end).toLowerCase(Locale.ROOT);
        if (!TAGS.contains(name)) {
            problem(
                    html,
                    open,
                    before,
                    (name.isEmpty() ? "a < that begins no tag" : "<" + Plain.line(name, 20) + ">")
                            + " is not allowed in a mail");
            return Math.max(end, open + 1);
        }
        int close = attributes(html, end, name, before);
        if (name.equals("style") && !closing) {
            int over = html.toLowerCase(Locale.ROOT).indexOf("</style", close);
            int stop = over < 0 ? html.length() : over;
            style(html.substring(close, stop), html, close, before);
            return stop;
        }
        return close;
    }

    /** @return behind the end of the tag */
    private int attributes(String html, int from, String tag, int before) {
        int at = from;
        while (at < html.length() && html.charAt(at) != '>') {
            char c = html.charAt(at);
            if (Character.isWhitespace(c) || c == '/') {
                at++;
                continue;
            }
            int end = at;
            while (end < html.length() && " \t\r\n\f=>/\"'".indexOf(html.charAt(end)) < 0) {
                end++;
            }
            if (end == at
                    || end == html.length()
                    || html.charAt(end) != '='
                    || end + 1 >= html.length()
                    || (html.charAt(end + 1) != '"' && html.charAt(end + 1) != '\'')) {
                problem(html, at, before, "an attribute is written name=\"value\"");
                return html.indexOf('>', at) < 0 ? html.length() : html.indexOf('>', at) + 1;
            }
            int over = html.indexOf(html.charAt(end + 1), end + 2);
            if (over < 0) {
                problem(html, at, before, "a value is never closed");
                return html.length();
            }
            attribute(html, at, tag, html.substring(at, end), html.substring(end + 2, over), before);
            at = over + 1;
        }
        return Math.min(html.length(), at + 1);
    }

    private void attribute(String html, int at, String tag, String name, String value, int before) {
        String wrong = wrong(tag, name.toLowerCase(Locale.ROOT), value);
        if (wrong != null) {
            problem(html, at, before, Plain.line(name, 30) + wrong);
        }
    }

    private static @Nullable String wrong(String tag, String name, String value) {
        if (name.startsWith("th:")) {
            if (WRITERS.contains(name)) {
                return VALUE.matcher(value).matches() ? null : " may only be a path such as ${mail.headline}";
            }
            return switch (name) {
                case "th:if", "th:unless" ->
                    CONDITION.matcher(value).matches()
                            ? null
                            : " may only ask a path for != null, == null or isEmpty(), such as ${mail.button != null}";
                case "th:each" ->
                    EACH.matcher(value).matches()
                            ? null
                            : " is written name : ${path}, such as line : ${mail.items.lines}";
                default ->
                    " is not allowed in a mail; there are th:if, th:unless, th:each, th:text, th:href, th:src, th:alt";
            };
        }
        if (!ATTRIBUTES.contains(name) && !name.startsWith("aria-")) {
            return " is not allowed in a mail";
        }
        if (value.contains("${")) {
            return " is not filled in; write th:" + name;
        }
        return switch (name) {
            case "href", "src" -> ADDRESS.matcher(value).matches() ? null : " must be an https address";
            case "style" ->
                value.indexOf('&') >= 0 || IN_STYLE.matcher(value).find() ? " loads or runs something" : null;
            case "name" -> tag.equals("meta") ? null : " is not allowed in a mail";
            default -> null;
        };
    }

    private void style(String css, String html, int at, int before) {
        Matcher matcher = IN_STYLE.matcher(css);
        if (matcher.find()) {
            problem(html, at + matcher.start(), before, "<style> loads or runs something: " + matcher.group());
        }
    }

    private void problem(String html, int at, int before, String what) {
        problems.add(file + ", line " + (before + lines(html, at) + 1) + ": " + what);
    }

    private static int lines(String html, int end) {
        return (int) html.substring(0, end).chars().filter(c -> c == '\n').count();
    }
}
