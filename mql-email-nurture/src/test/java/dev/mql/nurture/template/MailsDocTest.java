package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/mails.md tells marketers and designers is so. */
class MailsDocTest {
    private static final String DOC = read();

    @Test
    void everyTextIsInItsTable() {
        for (TextKey key : TextKey.values()) {
            assertThat(DOC).contains("| `" + key + "` | " + key.about() + " | " + (key.needsItems() ? "yes |" : "|"));
        }
    }

    @Test
    void everyPlaceholderIsInItsTable() {
        for (Placeholder placeholder : Placeholder.values()) {
            assertThat(DOC)
                    .contains("| `" + placeholder.inBraces() + "` | " + placeholder.about() + " | "
                            + placeholder.example() + " |");
        }
    }

    @Test
    void exampleOfATextCanBeUsed() {
        Matcher block = Pattern.compile("(?s)```\\n(subject:.*?)```").matcher(DOC);

        assertThat(block.find()).isTrue();
        assertThat(TextBook.shipped().check("cart.1", "en", block.group(1))).isEmpty();
    }

    @Test
    void everyPathOfALayoutIsInItsTable() {
        String table = DOC.substring(DOC.indexOf("| path |"));
        assertThat(Arrays.stream(MailView.class.getRecordComponents()).map(c -> "`mail." + c.getName() + "`"))
                .allSatisfy(path -> assertThat(table).contains(path));
        assertThat(Stream.of(MailView.class.getDeclaredClasses())
                        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                        .map(c -> "`" + c.getName() + "`"))
                .allSatisfy(name -> assertThat(table).contains(name));
    }

    private static String read() {
        try {
            return Files.readString(Path.of("../docs/mails.md"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
