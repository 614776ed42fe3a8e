package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop's own layout: what is taken, and what is refused with file and line. */
class LayoutTest {
    private static final String OURS = Engine.shipped("mail");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("mail.html");
    }

    @Test
    void ourOwnPassesItsLint() {
        assertThat(LayoutLint.check("mail.html", OURS)).isEmpty();
    }

    @Test
    void shopsFileWinsAndWithoutOneOursHolds() throws IOException {
        assertThat(layout()).contains("max-width: 600px");
        Files.writeString(file, OURS.replace("max-width: 600px", "max-width: 640px"));
        assertThat(layout()).contains("max-width: 640px").doesNotContain("max-width: 600px");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>document.title='pwn'</script>",
                "<img src=\"https://x.example/a.png\" onerror=\"alert(1)\">",
                "<img src=x onerror=alert(1)>",
                "<base href=\"https://evil.example/\">",
                "<form action=\"https://evil.example/\"></form>",
                "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/\">",
                "<svg onload=\"alert(1)\"></svg>",
                "<iframe srcdoc=\"x\"></iframe>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"http://shop.example/\">x</a>",
                "<link rel=\"stylesheet\" href=\"https://evil.example/x.css\">",
                "<style>@import 'https://evil.example/x.css';</style>",
                "<p style=\"background: url(https://evil.example/x)\">x</p>",
                "<p style=\"background: url&#40;https://evil.example/x)\">x</p>",
                "<!--[if mso]><script>alert(1)</script><![endif]-->",
                "<!--/*/ <p th:utext=\"${mail.subject}\"></p> /*/-->",
                "<p th:text=\"${T(java.lang.Runtime).getRuntime().exec('id')}\">x</p>",
                "<p th:text=\"${@java.lang.Runtime@getRuntime().exec('id')}\">x</p>",
                "<p th:text=\"${mail.class.name}\">x</p>",
                "<p th:text=\"${7*7}\">x</p>",
                "<p th:text=\"__${mail.subject}__\">x</p>",
                "<p th:utext=\"${mail.subject}\">x</p>",
                "<p th:if=\"${mail.subject == '49'}\">x</p>",
                "<p th:if=\"${mail.subject}\">x</p>",
                "<p th:with=\"x=${mail.subject}\">x</p>",
                "<p th:insert=\"~{page}\">x</p>",
                "<p th:attr=\"onclick=${mail.subject}\">x</p>",
                "<p data-th-utext=\"${mail.subject}\">x</p>",
                "<p>[[${mail.subject}]]</p>",
                "<p>[(${mail.subject})]</p>",
                "<a href=\"${mail.button.url}\">x</a>",
                "<p title=\"never closed>x</p>",
                "<p>1 < 2</p>",
                "\0"
            })
    void whatRunsLoadsOrEvaluatesIsRefusedWithItsLine(String bad) {
        String source = OURS.replace("<h1", "\n" + bad + "<h1");
        int line = source.substring(0, source.indexOf(bad)).split("\n", -1).length;

        assertThatThrownBy(() -> Layout.of(source))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith(bad.equals("\0") ? "mail.html: " : "mail.html, line " + line + ": ");
    }

    @Test
    void pathThatLeadsNowhereIsToldWithItsLine() {
        String source = OURS.replace("${mail.headline}", "${mail.headlin}");

        assertThatThrownBy(() -> Layout.of(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mail.html, line ")
                .hasMessageContaining("headlin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${mail.footer.address}",
                "${mail.footer.unsubscribe.url}",
                "${mail.button.url}",
                "${mail.preview}"
            })
    void layoutThatLeavesOutWhatEveryMailNeedsIsRefused(String needed) {
        String source = OURS.replace(needed, "${mail.lang}");

        assertThatThrownBy(() -> Layout.of(source)).hasMessageContaining("does not show");
    }

    @Test
    void whatIsNoTextOrTooLargeIsRefusedAndNothingIsWritten() throws IOException {
        for (byte[] content : List.of(
                new byte[] {'P', 'K', 3, 4, 0, 0}, new byte[50 * 1024 * 1024], new byte[] {(byte) 0xff, (byte) 0xfe, 1
                })) {
            Files.write(file, content);
            assertThatThrownBy(() -> Layout.from(folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("mail.html");
            assertThat(names()).containsExactly("mail.html");
        }
    }

    @Test
    void fileThatLeadsOutOfTheFolderIsRefused(@TempDir Path elsewhere) throws IOException {
        Path other = Files.writeString(elsewhere.resolve("x.html"), OURS);
        Files.createSymbolicLink(file, other);

        assertThatThrownBy(() -> Layout.from(folder)).hasMessageContaining("mail.html leads out of");
    }

    @Test
    void linkWithinTheFolderIsHowSomePlatformsMountFiles() throws IOException {
        Path data = Files.createDirectory(folder.resolve("..data"));
        Files.createSymbolicLink(file, Files.writeString(data.resolve("mail.html"), OURS));

        assertThatCode(() -> Layout.from(folder)).doesNotThrowAnyException();
    }

    @Test
    void fileThatNobodyWouldReadIsTold() throws IOException {
        Files.writeString(folder.resolve("mial.html"), OURS);

        assertThatThrownBy(() -> Layout.from(folder))
                .hasMessageContaining("mial.html")
                .hasMessageContaining("only mail.html");
    }

    @Test
    void onlyAFolderIsAFolder() throws IOException {
        Path zip = Files.write(folder.resolve("mails.zip"), new byte[] {'P', 'K', 3, 4});

        assertThatThrownBy(() -> Layout.from(zip)).hasMessageContaining("must be a folder");
        assertThatThrownBy(() -> Layout.from("../../" + folder.getFileName() + "-none"))
                .hasMessageContaining("must be a folder");
        assertThatThrownBy(() -> Layout.from("\0")).hasMessageContaining("is no path");
        Files.createDirectory(file);
        assertThatThrownBy(() -> Layout.from(folder)).hasMessageContaining("is no file");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList();
        }
    }

    private String layout() {
        return new MailTemplates(Samples.SHOP, TextBook.shipped(), Layout.from(folder))
                .confirmAddress(Locale.ENGLISH, Samples.CONFIRM)
                .html();
    }
}
