package dev.mql.nurture.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mql.nurture.inbound.Report.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages that are made to hurt whoever reads them. */
class HostileReportTest {
    private static final Duration QUICK = Duration.ofSeconds(2);

    private static Report read(String message) {
        return assertTimeoutPreemptively(QUICK, () -> ReportReader.read(message.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String nested(int depth, String kind) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            message.append("Content-Type: ").append(kind.formatted(i)).append("\n\n");
            if (kind.startsWith("multipart")) {
                message.append("--b").append(i).append('\n');
            }
        }
        return message + "Content-Type: message/delivery-status\n\nA: b\n\nAction: failed\nStatus: 5.1.1\n";
    }

    @Test
    void nestingEndsSomewhere() {
        assertThat(read(nested(5_000, "multipart/mixed; boundary=b%d")).kind()).isEqualTo(Kind.NONE);
        assertThat(read(nested(5_000, "message/rfc822")).kind()).isEqualTo(Kind.NONE);
        assertThat(read(nested(MimeReader.MOST_DEPTH, "multipart/mixed; boundary=b%d"))
                        .kind())
                .isEqualTo(Kind.NONE);
        assertThat(read(nested(3, "multipart/mixed; boundary=b%d")).kind()).isEqualTo(Kind.BOUNCE_HARD);
    }

    @Test
    void partsEndSomewhere() {
        String report = "--b\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n--b--\n";
        String begin = "Content-Type: multipart/report; boundary=b\n\n";
        String part = "--b\n\nx\n";
        assertThat(read(begin + part.repeat(20) + report).kind()).isEqualTo(Kind.BOUNCE_HARD);
        assertThat(read(begin + part.repeat(MimeReader.MOST_PARTS) + report).kind())
                .isEqualTo(Kind.NONE);
        assertThat(read(begin + part.repeat(30_000) + report).kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void tenThousandHeadersAreSkipped() {
        String many = "X-Header: value\n".repeat(10_000);
        String report = ReportReaderTest.sample("postfix-user-unknown");
        assertThat(read(many + report).kind()).isEqualTo(Kind.NONE);
        assertThat(read("X-Long: " + "a".repeat(200_000) + "\n" + report).kind())
                .isEqualTo(Kind.BOUNCE_HARD);
        assertThat(read("X-Folded: a\n" + " b\n".repeat(900) + report).kind()).isEqualTo(Kind.BOUNCE_HARD);
        assertThat(read("X-Folded: a\n" + " b\n".repeat(1_100) + report).kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void boundaryThatIsMissingOrEmptyHoldsNothing() {
        String report = ReportReaderTest.sample("postfix-user-unknown");
        assertThat(read(report.replaceFirst("boundary=\"[^\"]*\"", "")).kind()).isNotEqualTo(Kind.BOUNCE_HARD);
        assertThat(read(report.replaceFirst("boundary=\"[^\"]*\"", "boundary=\"\""))
                        .kind())
                .isNotEqualTo(Kind.COMPLAINT);
        assertThat(read("Content-Type: multipart/mixed; boundary=" + "\"a".repeat(20_000) + "\n\n--a\n")
                        .kind())
                .isEqualTo(Kind.NONE);
    }

    @Test
    void reportThatIsCutOffIsReadAsFarAsItGoes() {
        String report = ReportReaderTest.sample("postfix-user-unknown");
        int end = report.indexOf("Content-Description: Undelivered");
        assertThat(read(report.substring(0, end)).kind()).isEqualTo(Kind.BOUNCE_HARD);
    }

    @Test
    void controlCharactersAreCharacters() {
        String report = ReportReaderTest.sample("postfix-user-unknown");
        assertThatCode(() -> {
                    for (char c : new char[] {0, 7, 27, 0x80, 0xFF}) {
                        read(report.replace('e', c));
                        read(report.replace("\n", c + "\n"));
                    }
                })
                .doesNotThrowAnyException();
        assertThat(read(report.replace("Status: 5.1.1", "Status: 5.1.1\0")).kind())
                .isEqualTo(Kind.BOUNCE_HARD);
    }

    @Test
    void statusesOfOtherPeopleAreTheWordOfAStranger() {
        String report =
                ReportReaderTest.sample("postfix-user-unknown").replace("ada@example.org", "victim@example.net");
        Report read = read(report);
        assertThat(read.address()).as("only the mail is named, by a token").isNull();
        assertThat(read.tokens()).containsExactly(ReportReaderTest.TOKEN);
    }

    @Test
    void guessedAndManyTokensAreFew() {
        StringBuilder to = new StringBuilder("Return-Path: <>\nFrom: mailer-daemon@x.example\nTo: ");
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            to.append("bounce+")
                    .append(String.format("%027d", random.nextInt(1_000_000)))
                    .append("@shop.example, ");
        }
        Report read = read(to + "\n\n550 5.1.1 user unknown\n");
        assertThat(read.tokens()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void anyBytesAreReadWithoutComplaint() {
        Random random = new Random(42);
        String report = ReportReaderTest.sample("exchange-quota");
        assertThatCode(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        byte[] bytes = report.getBytes(StandardCharsets.UTF_8);
                        for (int change = 0; change < 20; change++) {
                            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                        }
                        ReportReader.read(bytes);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void slowPatternsAreQuick() {
        String words = "550 " + "5.".repeat(60_000) + "@".repeat(20_000);
        assertThat(read("Return-Path: <>\nFrom: postmaster@x.example\nTo: bounce+" + ReportReaderTest.TOKEN
                                + "@shop.example\n\n" + words)
                        .kind())
                .isEqualTo(Kind.BOUNCE_SOFT);
        String encoded = "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + "=".repeat(200_000);
        assertThat(read(encoded).kind()).isEqualTo(Kind.NONE);
    }
}
