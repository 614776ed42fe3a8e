package dev.mql.nurture.smtp.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6376 section 3.4. */
class RelaxedTest {

    private static String body(String text) {
        return new String(Relaxed.body(text.getBytes(StandardCharsets.US_ASCII)), StandardCharsets.US_ASCII);
    }

    @Test
    void exampleOfTheRfc() { // section 3.4.5, example 1
        assertThat(Relaxed.header("A", " X")).isEqualTo("a:X");
        assertThat(Relaxed.header("B ", " Y\t\r\n\tZ  ")).isEqualTo("b:Y Z");
        assertThat(body(" C \r\nD \t E\r\n\r\n\r\n")).isEqualTo(" C\r\nD E\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Subject | \" Hello\" | subject:Hello",
                "SUBJECT | \"Hello \" | subject:Hello",
                "Subject | \"Hello\r\n  World\" | subject:Hello World",
                "Subject | \"\r\n Hello\" | subject:Hello",
                "Subject | \"a\t \tb\" | subject:a b",
                "Subject | \"\" | subject:",
                "Subject | \"  \r\n \" | subject:",
                "X-A | a:b | x-a:a:b",
            })
    void headerIsOneLineWithSingleSpaces(String name, String value, String canonical) {
        assertThat(Relaxed.header(name, value)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | \"\"",
                "\"\r\n\" | \"\"",
                "\"\r\n\r\n\" | \"\"",
                "\" \t\r\n \r\n\" | \"\"",
                "\"a\" | \"a\r\n\"",
                "\"a\r\n\" | \"a\r\n\"",
                "\"a\r\n\r\nb\r\n\r\n\" | \"a\r\n\r\nb\r\n\"",
                "\"a \r\n\" | \"a\r\n\"",
                "\"\ta\r\n\" | \" a\r\n\"",
                "\"a\t \tb\r\n\" | \"a b\r\n\"",
                "\"a\r\n  \" | \"a\r\n\"",
            })
    void bodyHasSingleSpacesNoneAtLineEndsAndOneLineEndAtItsEnd(String text, String canonical) {
        assertThat(body(text)).isEqualTo(canonical);
    }

    @Test
    void bodyOfShortLinesGrows() {
        assertThat(body("a\r\n".repeat(1_000))).isEqualTo("a\r\n".repeat(1_000));
        assertThat(body("\n".repeat(1_000) + "a")).isEqualTo("\r\n".repeat(1_000) + "a\r\n");
    }
}
