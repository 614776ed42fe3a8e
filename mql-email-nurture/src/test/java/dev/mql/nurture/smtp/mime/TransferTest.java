package dev.mql.nurture.smtp.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {

    private static String written(Transfer transfer, String text) {
        Page page = new Page(16);
        transfer.write(text, page);
        return new String(page.bytes(), StandardCharsets.US_ASCII);
    }

    private static String read(Transfer transfer, String written) throws Exception {
        return new String(
                MimeUtility.decode(
                                new ByteArrayInputStream(written.getBytes(StandardCharsets.US_ASCII)), transfer.word())
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }

    private static void check(Transfer transfer, String text) throws Exception {
        String written = written(transfer, text);
        assertThat(written.split("\r\n", -1)).allSatisfy(line -> {
            assertThat(line).hasSizeLessThanOrEqualTo(76).matches("[\\x20-\\x7e\\t]*");
            assertThat(line).doesNotEndWith(" ").doesNotEndWith("\t").doesNotContain("=_");
            assertThat(line).doesNotStartWith(".").doesNotStartWith("From ");
        });
        assertThat(read(transfer, written)).isEqualTo(text.replaceAll("\r\n|\r|\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hello",
                "Schöne Grüße",
                ".\r\n..\r\n. \r\n",
                "From me\nFrom you\n",
                "a \nb\t\n c",
                "tail ",
                "\n\n\n",
                "one\rtwo\nthree\r\nfour",
                "=3D=_\r\n--=_mql--",
                "🎁 gift",
                "\u0000\u0007\u007f\u0085\u2028",
            })
    void textIsReadAsItWasWritten(String text) throws Exception {
        check(Transfer.QUOTED_PRINTABLE, text);
        check(Transfer.BASE64, text);
    }

    @ParameterizedTest
    @EnumSource
    void anyTextIsReadAsItWasWritten(Transfer transfer) throws Exception {
        Random random = new Random(815);
        String odd = " \t.=F\n\r\n_äß€🎁\u760d\u760ax";
        for (int i = 0; i < 1_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(300);
            while (text.length() < length) {
                int at = random.nextInt(odd.length());
                int c = odd.codePointAt(at);
                text.appendCodePoint(c >= 0xD800 && c <= 0xDFFF || random.nextInt(3) == 0 ? 'a' : c);
            }
            check(transfer, text.toString());
        }
    }

    @Test
    void halfACharacterIsReplaced() throws Exception {
        assertThat(read(Transfer.QUOTED_PRINTABLE, written(Transfer.QUOTED_PRINTABLE, "a\ud83dz")))
                .isEqualTo("a\ufffdz");
    }

    @Test
    void shorterEncodingIsChosen() {
        assertThat(Transfer.of("Schöne Grüße aus dem Laden um die Ecke, wie jedes Jahr"))
                .isEqualTo(Transfer.QUOTED_PRINTABLE);
        assertThat(Transfer.of("お客様のカート")).isEqualTo(Transfer.BASE64);
    }

    @Test
    void longLineIsBrokenSoftly() {
        assertThat(written(Transfer.QUOTED_PRINTABLE, "x".repeat(80)))
                .isEqualTo("x".repeat(75) + "=\r\n" + "x".repeat(5));
    }
}
