package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A template is code: what could let data become code is not allowed into one. */
class TemplateLintTest {
    private static final Path FOLDER = Path.of("src/main/resources/dev/mql/nurture/template");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(.*?)}}");

    static Stream<Path> templates() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".html")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("templates")
    void templateHasNothingThatEvaluatesDataOrWritesItUnescaped(Path template) throws IOException {
        assertThat(Files.readString(template))
                .doesNotContain("__$", "th:utext", "[(", "[[", "#ctx", "#root", "#vars", "#execInfo", "#request")
                .doesNotContain("T(", "@{", "th:insert=\"${", "th:replace=\"${", "th:inline", "<script", "javascript:");
    }

    /** Programs that drop the style sheet show the mail as it is meant, in light colours and at its full width. */
    @Test
    void everythingThatTheMailStylesIsStyledInline() throws IOException {
        String source = Files.readString(FOLDER.resolve("mail.html"));
        Document mail = Jsoup.parse(source);

        assertThat(mail.select("[class], td, h1, a, img")).allSatisfy(element -> assertThat(
                        element.hasAttr("style") || element.parent().hasAttr("style"))
                .as(element.outerHtml().lines().findFirst().orElse(""))
                .isTrue());
        String css = mail.select("style").html();
        assertThat(outermost(css)).allMatch(rule -> rule.equals(":root") || rule.startsWith("@media ("));
        assertThat(mail.select("table")).allMatch(table -> table.attr("role").equals("presentation"));
    }

    /** What stands before the braces that are in no other braces. */
    private static List<String> outermost(String css) {
        List<String> rules = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < css.length(); i++) {
            if (css.charAt(i) == '{' && depth++ == 0) {
                rules.add(css.substring(begin, i).strip());
            } else if (css.charAt(i) == '}' && --depth == 0) {
                begin = i + 1;
            }
        }
        return rules;
    }

    @Test
    void everyLanguageSaysEverything() {
        Words english = Words.of(null);
        for (String language : Words.languages()) {
            Words words = Words.of(Locale.forLanguageTag(language));
            assertThat(words.keys()).as(language).isEqualTo(english.keys());
            assertThat(placeholders(words)).as(language).isEqualTo(placeholders(english));
        }
    }

    private static Map<String, Set<String>> placeholders(Words words) {
        Map<String, Set<String>> all = new TreeMap<>();
        for (String key : words.keys()) {
            Matcher matcher = PLACEHOLDER.matcher(words.raw(key));
            Set<String> names = new TreeSet<>();
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
            all.put(key, names);
        }
        return all;
    }
}
