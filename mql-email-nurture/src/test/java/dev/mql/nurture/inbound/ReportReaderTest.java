package dev.mql.nurture.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.nurture.inbound.Report.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports as mail servers write them, each with what it has to be taken for: {@code reports/expected.txt}. */
class ReportReaderTest {
    static final String TOKEN = "Q2FydE1haWwtVG9rZW4tMDAwMDE";

    /**
     * @param status and {@code word}: {@code -} where none is expected
     * @param about whether it says which mail it is about
     */
    record Sample(String name, Kind kind, String status, String word, boolean about) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Sample> samples() {
        return text("expected.txt").lines().map(line -> {
            String[] words = line.split(" ", -1);
            return new Sample(words[0], Kind.valueOf(words[1]), words[2], words[3], words[4].equals("yes"));
        });
    }

    static String text(String name) {
        try (InputStream in = ReportReaderTest.class.getResourceAsStream("reports/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    static String sample(String name) {
        return text(name + ".eml");
    }

    private static Report read(String message) {
        return ReportReader.read(message.getBytes(StandardCharsets.UTF_8));
    }

    private static void check(Sample sample, Report report) {
        assertThat(report.kind()).isEqualTo(sample.kind());
        assertThat(report.status() == null ? "-" : report.status()).isEqualTo(sample.status());
        assertThat(report.word()).isEqualTo(sample.word());
        assertThat(report.tokens()).isEqualTo(sample.about() ? List.of(TOKEN) : List.of());
        assertThat(report.address()).isNull();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void reportIsTakenForWhatItIs(Sample sample) {
        check(sample, read(sample(sample.name())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void lineEndsOfTheWireMakeNoDifference(Sample sample) {
        check(sample, read(sample(sample.name()).replace("\n", "\r\n")));
    }

    @Test
    void thereAreFortyDeliveryReportsAndTenComplaintsAtLeast() {
        List<Sample> all = samples().toList();
        assertThat(all.stream().filter(s -> s.name().matches("(arf|jmrp)-.*")).count())
                .isGreaterThanOrEqualTo(10);
        assertThat(all.stream()
                        .filter(s -> !s.name().matches("(arf|jmrp|reply)-.*"))
                        .count())
                .isGreaterThanOrEqualTo(40);
    }

    @Test
    void mailIsFoundByItsMessageIdWhereNothingElseNamesIt() {
        String report =
                sample("postfix-user-unknown").replace("bounce+" + TOKEN + "@shop.example", "returns@shop.example");
        assertThat(read(report).tokens()).containsExactly(TOKEN);
    }

    @Test
    void wordsAloneMeanNothingWhereTheAddressDoesNotNameTheMail() {
        String bounce = sample("qmail-no-mailbox").replace("bounce+" + TOKEN, "returns");
        assertThat(read(bounce)).isEqualTo(Report.NOTHING);
    }

    @Test
    void whoIsNoMailServerCanNotBounceAMailByWords() {
        String forged = sample("qmail-no-mailbox")
                .replace("MAILER-DAEMON@", "mallory@")
                .replace("Return-Path: <>", "Return-Path: <mallory@evil.example>");
        assertThat(read(forged).kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void returnedMailCanNotSpeakForTheServer() {
        // Somebody sends a report on: what it says it said to somebody else.
        String forwarded = """
                Return-Path: <%1$s>
                Delivered-To: bounce+%2$s@shop.example
                From: %1$s
                Subject: I got this
                Content-Type: multipart/mixed; boundary="outer"

                --outer
                Content-Type: text/plain

                What is it? It says 550 5.1.1 user unknown.
                --outer
                Content-Type: message/rfc822

                %3$s
                --outer--
                """;
        String report = sample("postfix-user-unknown");
        assertThat(read(forwarded.formatted("mallory@evil.example", TOKEN, report))
                        .kind())
                .isEqualTo(Kind.NONE);
    }

    @Test
    void mailServerThatSaysNothingOfAFailureReportsNone() {
        String polite = sample("qmail-no-mailbox");
        int from = polite.indexOf("Hi. This is");
        assertThat(read(polite.substring(0, from) + "Your message is in good hands.\n")
                        .kind())
                .isEqualTo(Kind.NONE);
    }

    @Test
    void worstRecipientCounts() {
        String report = sample("postfix-delayed")
                .replace(
                        "Will-Retry-Until",
                        "X-Other: 1\n\nFinal-Recipient: rfc822; forwarded@example.net\nAction: failed\nStatus: 5.1.1\n"
                                + "X-Will-Retry-Until");
        assertThat(read(report).kind()).isEqualTo(Kind.BOUNCE_HARD);
    }

    @Test
    void nothingPersonalIsKeptOfAReport() {
        samples().forEach(sample -> assertThat(read(sample(sample.name())).toString())
                .doesNotContain("ada", "example", TOKEN));
    }
}
