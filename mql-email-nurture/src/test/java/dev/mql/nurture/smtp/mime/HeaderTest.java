package dev.mql.nurture.smtp.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

    private static String read(Header header) throws Exception {
        return MimeUtility.decodeText(MimeUtility.unfold(header.value()));
    }

    private static void linesAreShort(Header header) {
        String[] lines = (header.name() + ": " + header.value()).split("\r\n", -1);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
        for (int i = 1; i < lines.length; i++) {
            assertThat(lines[i]).matches(" \\S.*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your cart",
                "Ihr Warenkorb – noch da",
                "Dein Warenkorb wartet auf dich: drei Dinge, die dir gefallen haben, sind noch da, und eines davon ist knapp",
                "Lärk & Fenn haben deine Töpfe, Kännchen und Schüsseln für dich zurückgestellt, für kurze Zeit, nämlich zwei Tage",
                "お客様のカートに商品が残っています。ご注文をお忘れではありませんか。商品は数に限りがございます。",
                "🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁🎁",
                "=?UTF-8?B?SGVsbG8=?= is what somebody called himself",
                "100 % = all_of_it?",
            })
    void textIsReadAsItWasWritten(String text) throws Exception {
        Header header = Header.text("Subject", text);

        assertThat(read(header)).isEqualTo(text);
        linesAreShort(header);
    }

    @Test
    void anyTextIsReadAsItWasWritten() throws Exception {
        Random random = new Random(4711);
        for (int i = 0; i < 2_000; i++) {
            int length = 1 + random.nextInt(120);
            StringBuilder text = new StringBuilder("x");
            int most = new int[] {0x7F, 0x100, 0x3000, 0x20000}[random.nextInt(4)];
            while (text.length() < length) {
                int c = ' ' + 1 + random.nextInt(most - ' ' - 1);
                if (c != 0x7F && !Character.isISOControl(c) && (c < 0xD800 || c > 0xDFFF)) {
                    text.appendCodePoint(random.nextInt(6) == 0 ? ' ' : c);
                }
            }
            String plain = text.toString().replaceAll(" +", " ").strip();
            Header header = Header.text("Subject", plain);
            assertThat(read(header)).isEqualTo(plain);
            if (plain.chars().anyMatch(c -> c > '~')) {
                linesAreShort(header);
            }
        }
    }

    @Test
    void encodedTextIsNeverCutInsideACharacter() {
        Header header = Header.text("Subject", "ü".repeat(200));
        for (String word : header.value().split("\r\n ")) {
            assertThat(word).hasSizeLessThanOrEqualTo(75).startsWith("=?UTF-8?").endsWith("?=");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Shop",
                "Fenn & Lark",
                "Fenn, Lark (and sons) \"the\" \\ shop",
                "Fenn & Lärk",
                "骨董品店とその仲間たちの店骨董品店とその仲間たちの店骨董品店とその仲間たちの店",
                "A shop with a name so long that it is not to be believed, but there it is, and it is not over yet",
            })
    void nameOfAnAddressIsReadAsItWasWritten(String name) throws Exception {
        Header header = Header.address("From", name, "cart@shop.example");

        InternetAddress[] read = InternetAddress.parse(MimeUtility.unfold(header.value()), true);
        assertThat(read).hasSize(1);
        assertThat(read[0].getPersonal()).isEqualTo(name);
        assertThat(read[0].getAddress()).isEqualTo("cart@shop.example");
    }

    @Test
    void addressWithoutANameStandsAlone() {
        assertThat(Header.address("To", null, "ada@example.org").value()).isEqualTo("ada@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nBcc: all@x.test",
                "a\nb",
                "a\rb",
                "a\r\n\r\nb",
                "a\u0000b",
                "a\r\n",
                "ä",
                "\u760d\u760aBcc: x"
            })
    void whatWouldBeginALineOfItsOwnIsRefused(String value) {
        assertThatThrownBy(() -> new Header("Subject", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void charactersThatTurnIntoALineEndWhenNarrowedAreEncoded() throws Exception {
        Header header = Header.text("Subject", "a\u760d\u760aBcc: all@x.test");

        assertThat(header.value()).doesNotContain("Bcc:");
        assertThat(read(header)).isEqualTo("a\u760d\u760aBcc: all@x.test");
        assertThatThrownBy(() -> new Page(10).put("\u760a")).isInstanceOf(IllegalArgumentException.class);
    }
}
