package dev.mql.nurture.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.nurture.smtp.Outcome.Kind;
import dev.mql.nurture.smtp.Outcome.Scope;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server may say or fail to say at each stage, and the class in which it belongs. */
class SmtpFaultTest {
    /** Where the server lets the sender wait: short, and still enough for all that comes before on a busy machine. */
    private static final Duration SHORT = Duration.ofMillis(600);

    private static final Duration LONG = Duration.ofSeconds(28);
    private static final List<String> HANGING =
            List.of(ScriptedSmtp.SILENCE, ScriptedSmtp.DRIP, ScriptedSmtp.LATE, "250-half an answer");

    private final AtomicInteger looks = new AtomicInteger();

    private Outcome send(ScriptedSmtp server, Duration timeout) {
        SmtpSettings settings = new SmtpSettings(
                SmtpUrl.parse(server.url().replace("//", "//shop:secret@")), "shop.example", 1, null, null, timeout);
        try (SmtpMailSender sender = new SmtpMailSender(settings, InstantSource.system())) {
            return sender.send(Mails.REMINDER, () -> looks.incrementAndGet() > 0);
        }
    }

    private void check(Map<String, String> script, String stage, Outcome expected) throws IOException {
        boolean hangs = !stage.equals("QUIT") && HANGING.contains(script.get(stage));
        try (ScriptedSmtp server = new ScriptedSmtp(script)) {
            long begun = System.nanoTime();
            assertThat(send(server, hangs ? SHORT : LONG)).isEqualTo(expected);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(hangs ? SHORT.plusSeconds(1) : LONG);
            assertThat(looks)
                    .hasValue(stage.equals("DATA") || stage.equals("DOT") || expected.kind() == Kind.SENT ? 1 : 0);
            if (expected.kind() != Kind.UNCERTAIN) {
                assertThat(server.accepted()).hasSize(expected.kind() == Kind.SENT ? 1 : 0);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}: {1} is {2} {3} {4}")
    @CsvSource(delimiter = '|', textBlock = """
                    BANNER | 421 4.3.2 shutting down           | smtp_421_4.3.2
                    BANNER | 521 no mail here                  | smtp_521
                    BANNER | 554 5.7.1 you are listed          | smtp_554_5.7.1
                    BANNER | hello there                       | smtp_unreachable
                    BANNER | close                             | smtp_unreachable
                    BANNER | half-close                        | smtp_unreachable
                    BANNER | silence                           | smtp_no_answer_in_time
                    BANNER | drip                              | smtp_no_answer_in_time
                    BANNER | endless                           | smtp_answer_too_long
                    EHLO   | 421 4.7.0 too many connections    | smtp_421_4.7.0
                    EHLO   | 250-half an answer                | smtp_no_answer_in_time
                    EHLO   | close                             | smtp_unreachable
                    EHLO   | half-close                        | smtp_unreachable
                    EHLO   | silence                           | smtp_no_answer_in_time
                    EHLO   | drip                              | smtp_no_answer_in_time
                    EHLO   | endless                           | smtp_answer_too_long
                    AUTH   | 432 4.7.12 change your password   | smtp_432_4.7.12
                    AUTH   | 454 4.7.0 not now                 | smtp_454_4.7.0
                    AUTH   | 500 5.5.6 line too long           | smtp_login_refused
                    AUTH   | 530 5.7.0 encrypt first           | smtp_login_refused
                    AUTH   | 534 5.7.9 mechanism too weak      | smtp_login_refused
                    AUTH   | 535 5.7.8 wrong password          | smtp_login_refused
                    AUTH   | 535-5.7.8 wrong~535 5.7.8 password | smtp_login_refused
                    AUTH   | 538 5.7.11 encryption needed      | smtp_login_refused
                    AUTH   | close                             | smtp_unreachable
                    AUTH   | silence                           | smtp_no_answer_in_time
                    AUTH   | endless                           | smtp_answer_too_long
                    """)
    void whatFailsBeforeTheMailIsAMatterOfTheInstallationAndMayBeTriedAgain(String stage, String answer, String reason)
            throws IOException {
        check(Map.of(stage, lines(answer)), stage, Outcome.temporary(Scope.INSTALLATION, reason));
    }

    private static final String MAIL_FAULTS = """
            MAIL | 421 4.7.0 slow down                | TEMPORARY | INSTALLATION | smtp_421_4.7.0
            MAIL | 451 4.3.0 later                    | TEMPORARY | INSTALLATION | smtp_451_4.3.0
            MAIL | 452 4.3.1 disk                     | TEMPORARY | INSTALLATION | smtp_452_4.3.1
            MAIL | 501 5.1.7 what sender              | TEMPORARY | INSTALLATION | smtp_501_5.1.7
            MAIL | 503 5.5.1 not now                  | TEMPORARY | INSTALLATION | smtp_503_5.5.1
            MAIL | 530 5.7.0 log in first             | TEMPORARY | INSTALLATION | smtp_530_5.7.0
            MAIL | 550 5.7.1 not you                  | TEMPORARY | INSTALLATION | smtp_550_5.7.1
            MAIL | 553 5.1.8 your domain is unknown   | TEMPORARY | INSTALLATION | smtp_553_5.1.8
            MAIL | 354 go on                          | TEMPORARY | INSTALLATION | smtp_connection_lost
            MAIL | what                               | TEMPORARY | INSTALLATION | smtp_connection_lost
            MAIL | close                              | TEMPORARY | INSTALLATION | smtp_connection_lost
            MAIL | silence                            | TEMPORARY | INSTALLATION | smtp_no_answer_in_time
            MAIL | endless                            | TEMPORARY | INSTALLATION | smtp_answer_too_long
            RCPT | 421 4.7.0 slow down                | TEMPORARY | DOMAIN       | smtp_421_4.7.0
            RCPT | 450 busy                           | TEMPORARY | RECEIVER     | smtp_450
            RCPT | 450 4.2.1 busy                     | TEMPORARY | RECEIVER     | smtp_450_4.2.1
            RCPT | 450-4.2.1 busy~450-4.2.1 very~450 4.2.1 so | TEMPORARY | RECEIVER | smtp_450_4.2.1
            RCPT | 451 4.7.1 greylisted               | TEMPORARY | DOMAIN       | smtp_451_4.7.1
            RCPT | 452 4.2.2 full                     | TEMPORARY | RECEIVER     | smtp_452_4.2.2
            RCPT | 452 4.5.3 too many                 | TEMPORARY | DOMAIN       | smtp_452_4.5.3
            RCPT | 454 4.7.1 relay access denied      | TEMPORARY | INSTALLATION | smtp_454_4.7.1
            RCPT | 455 parameters                     | TEMPORARY | INSTALLATION | smtp_455
            RCPT | 500 what                           | TEMPORARY | INSTALLATION | smtp_500
            RCPT | 501 5.1.3 bad address              | PERMANENT | RECEIVER     | smtp_501_5.1.3
            RCPT | 502 5.5.1 what                     | TEMPORARY | INSTALLATION | smtp_502_5.5.1
            RCPT | 503 sender first                   | TEMPORARY | INSTALLATION | smtp_503
            RCPT | 521 5.2.1 disabled                 | PERMANENT | RECEIVER     | smtp_521_5.2.1
            RCPT | 530 5.7.0 log in first             | TEMPORARY | INSTALLATION | smtp_530_5.7.0
            RCPT | 550 no                             | PERMANENT | RECEIVER     | smtp_550
            RCPT | 550 5.1.1 nobody here              | PERMANENT | RECEIVER     | smtp_550_5.1.1
            RCPT | 550 #5.1.0 rejected                | PERMANENT | RECEIVER     | smtp_550_5.1.0
            RCPT | 550 see 5.1.1.7 for more           | PERMANENT | RECEIVER     | smtp_550
            RCPT | 550 4.4.7 two minds                | PERMANENT | RECEIVER     | smtp_550
            RCPT | 550 5.7.1 relaying denied          | TEMPORARY | INSTALLATION | smtp_550_5.7.1
            RCPT | 551 5.1.6 moved                    | PERMANENT | RECEIVER     | smtp_551_5.1.6
            RCPT | 552 full                           | TEMPORARY | RECEIVER     | smtp_552
            RCPT | 552 5.2.2 full                     | TEMPORARY | RECEIVER     | smtp_552_5.2.2
            RCPT | 553 5.1.8 your domain is unknown   | TEMPORARY | INSTALLATION | smtp_553_5.1.8
            RCPT | 554 not wanted                     | PERMANENT | DOMAIN       | smtp_554
            RCPT | 555 parameters                     | TEMPORARY | INSTALLATION | smtp_555
            RCPT | 556 5.1.10 takes no mail           | PERMANENT | RECEIVER     | smtp_556_5.1.10
            RCPT | \u0000\u0001 what                  | TEMPORARY | INSTALLATION | smtp_connection_lost
            RCPT | close                              | TEMPORARY | INSTALLATION | smtp_connection_lost
            RCPT | half-close                         | TEMPORARY | INSTALLATION | smtp_connection_lost
            RCPT | silence                            | TEMPORARY | INSTALLATION | smtp_no_answer_in_time
            RCPT | drip                               | TEMPORARY | INSTALLATION | smtp_no_answer_in_time
            RCPT | endless                            | TEMPORARY | INSTALLATION | smtp_answer_too_long
            DATA | 421 4.7.0 slow down                | TEMPORARY | DOMAIN       | smtp_421_4.7.0
            DATA | 451 later                          | TEMPORARY | DOMAIN       | smtp_451
            DATA | 452 4.3.1 disk                     | TEMPORARY | DOMAIN       | smtp_452_4.3.1
            DATA | 503 5.5.1 receiver first           | TEMPORARY | INSTALLATION | smtp_503_5.5.1
            DATA | 554 5.7.1 not this                 | PERMANENT | DOMAIN       | smtp_554_5.7.1
            DATA | 250 what                           | TEMPORARY | INSTALLATION | smtp_connection_lost
            DATA | what                               | TEMPORARY | INSTALLATION | smtp_connection_lost
            DATA | close                              | TEMPORARY | INSTALLATION | smtp_connection_lost
            DATA | silence                            | TEMPORARY | INSTALLATION | smtp_no_answer_in_time
            DATA | drip                               | TEMPORARY | INSTALLATION | smtp_no_answer_in_time
            DATA | endless                            | TEMPORARY | INSTALLATION | smtp_answer_too_long
            DOT  | 421 4.7.28 too many                | TEMPORARY | DOMAIN       | smtp_421_4.7.28
            DOT  | 450 4.7.1 later                    | TEMPORARY | DOMAIN       | smtp_450_4.7.1
            DOT  | 452 4.3.1 disk                     | TEMPORARY | DOMAIN       | smtp_452_4.3.1
            DOT  | 550 5.1.1 nobody here              | PERMANENT | RECEIVER     | smtp_550_5.1.1
            DOT  | 550-5.7.26 not authenticated~550 5.7.26 see our page | TEMPORARY | INSTALLATION | smtp_550_5.7.26
            DOT  | 550 5.7.515 level not met          | TEMPORARY | INSTALLATION | smtp_550_5.7.515
            DOT  | 552 5.2.2 full                     | TEMPORARY | RECEIVER     | smtp_552_5.2.2
            DOT  | 552 5.3.4 too big                  | PERMANENT | DOMAIN       | smtp_552_5.3.4
            DOT  | 554 5.6.0 what is this             | PERMANENT | RECEIVER     | smtp_554_5.6.0
            DOT  | 554 5.7.1 spam                     | PERMANENT | DOMAIN       | smtp_554_5.7.1
            DOT  | 354 go on                          | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | what                               | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | 25                                 | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | close                              | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | half-close                         | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | accept and close                   | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | silence                            | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | late                               | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | drip                               | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | endless                            | UNCERTAIN | INSTALLATION | no_answer_after_content
            DOT  | 250-2.0.0 it~250 2.0.0 is taken    | SENT      | RECEIVER     | accepted
            DOT  | 251 taken                          | SENT      | RECEIVER     | accepted
            EHLO | 502 what                           | SENT      | RECEIVER     | accepted
            RSET | close                              | SENT      | RECEIVER     | accepted
            QUIT | silence                            | SENT      | RECEIVER     | accepted
            QUIT | 421 no                             | SENT      | RECEIVER     | accepted
            """;

    @ParameterizedTest(name = "{0}: {1} is {2} {3} {4}")
    @CsvSource(delimiter = '|', textBlock = MAIL_FAULTS)
    void everyAnswerToAMailIsInItsClass(String stage, String answer, Kind kind, Scope scope, String reason)
            throws IOException {
        check(Map.of(stage, lines(answer)), stage, new Outcome(kind, scope, reason));
    }

    @ParameterizedTest(name = "{0}: {1} is {2} {3} {4}")
    @CsvSource(delimiter = '|', textBlock = MAIL_FAULTS)
    void commandsInOneBreathChangeNoClass(String stage, String answer, Kind kind, Scope scope, String reason)
            throws IOException {
        Map<String, String> script = new HashMap<>();
        script.put("EHLO", "250-scripted\r\n250-PIPELINING\r\n250 AUTH PLAIN");
        script.put(stage, lines(answer));
        check(script, stage, new Outcome(kind, scope, reason));
    }

    private static String lines(String answer) {
        return answer.replace("~", "\r\n");
    }
}
