package dev.mql.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private static final Path FOLDER = Path.of("src/main/resources/dev/mql/admin/page");

    /** What strangers wrote only ever reaches a page escaped, and no page needs more than its strict policy allows. */
    @Test
    void noTemplateWritesUnescapedOrEvaluatesTwiceOrStylesInline() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> templates =
                    files.filter(f -> f.toString().endsWith(".html")).toList();
            assertThat(templates).hasSizeGreaterThan(7);
            for (Path template : templates) {
                assertThat(Files.readString(template))
                        .as(template.toString())
                        .doesNotContain(
                                "th:utext", "[(", "[[", "__${", "#ctx", "#vars", "th:style", " style=", " onclick=")
                        .doesNotContainPattern("<script(?![^>]*th:src)");
            }
        }
    }

    @Test
    void theStylesheetHasEveryColourOnceForBothThemes() throws IOException {
        String css = Files.readString(FOLDER.resolve("../asset/admin.css"));
        assertThat(css.replaceAll("(?s):root \\{.*?\n}", ""))
                .as("colours stand in the tokens only")
                .doesNotContainPattern("#[0-9a-f]{3,6}\\b");
    }
}
