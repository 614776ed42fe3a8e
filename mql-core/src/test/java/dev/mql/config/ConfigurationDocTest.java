package dev.mql.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists exactly the settings of the code, with their defaults. Rewrite it with -Dmql.docs.write=true. */
class ConfigurationDocTest {
    private static final Path DOC = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- settings -->\n";
    private static final String END = "<!-- end of settings -->";

    private static String table() {
        return "| key | default | value | what for |\n|---|---|---|---|\n"
                + Config.settings().stream()
                        .map(s -> "| `" + s.key() + "` | "
                                + (s.defaultText().isEmpty() ? "–" : "`" + s.defaultText() + "`") + " | " + s.allowed()
                                + " | " + s.sentence().replace("|", "\\|") + " |\n")
                        .collect(Collectors.joining());
    }

    @Test
    void tableOfTheDocumentationIsThatOfTheCode() throws IOException {
        String doc = Files.readString(DOC);
        int from = doc.indexOf(BEGIN) + BEGIN.length();
        int to = doc.indexOf(END);
        assertThat(List.of(from, to)).as("marks in " + DOC).allMatch(i -> i > BEGIN.length());
        if (Boolean.getBoolean("mql.docs.write")) {
            Files.writeString(DOC, doc.substring(0, from) + table() + doc.substring(to));
        }
        assertThat(Files.readString(DOC)).contains(BEGIN + table() + END);
    }
}
