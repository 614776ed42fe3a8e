package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    @Test
    void everyLanguageSaysEverything() {
        Words english = Words.of(null);
        for (String language : Words.languages()) {
            Words words = Words.of(java.util.Locale.forLanguageTag(language));
            assertThat(words.keys()).as(language).isEqualTo(english.keys());
            assertThat(placeholders(words)).as(language).isEqualTo(placeholders(english));
        }
    }

    private static java.util.Map<String, java.util.Set<String>> placeholders(Words words) {
        java.util.Map<String, java.util.Set<String>> all = new java.util.TreeMap<>();
        for (String key : words.keys()) {
            Matcher matcher = PLACEHOLDER.matcher(words.raw(key));
            java.util.Set<String> names = new java.util.TreeSet<>();
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
            all.put(key, names);
        }
        return all;
    }
}
