package dev.mql.nurture.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.nurture.smtp.pace.Pace;
import dev.mql.nurture.smtp.pace.WarmUp;
import dev.mql.testkit.TickingClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sender and pace together, against a server that treats one domain worse than others. */
class DomainCareTest {
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-28T10:00:00Z"));
    private final Pace pace =
            new Pace(new Pace.Limits(0, 0, 2, new WarmUp(LocalDate.EPOCH, List.of())), (day, wanted, quota) -> wanted);
    private final Map<String, Integer> tried = new HashMap<>();

    private void send(SmtpMailSender sender, String domain) {
        long now = clock.millis();
        if (pace.reserve(domain, now) == now) {
            tried.merge(domain, 1, Integer::sum);
            pace.answered(domain, sender.send(Mails.to("ada@" + domain), () -> true), now);
        }
    }

    private void hour(SmtpMailSender sender) {
        for (int minute = 0; minute < 60; minute++) {
            send(sender, "bad.example");
            send(sender, "good.example");
            clock.advance(Duration.ofMinutes(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.7.0 too fast", "451 4.7.1 greylisted", "452 4.3.1 no room"})
    void domainThatIsTooBusyIsTriedFiveTimesAnHourAndTheOtherGetsAllItsMail(String answer) throws IOException {
        try (ScriptedSmtp server = new ScriptedSmtp(new ConcurrentHashMap<>(Map.of("RCPT bad.example", answer)));
                SmtpMailSender sender =
                        new SmtpMailSender(new SmtpSettings(SmtpUrl.parse(server.url()), "shop.example"), clock)) {
            hour(sender);

            assertThat(tried.get("bad.example")).isBetween(5, 6);
            assertThat(tried).containsEntry("good.example", 60);
            assertThat(server.accepted()).hasSize(60);
        }
    }

    @Test
    void oneBadReceiverHoldsUpNobodyOfItsDomain() throws IOException {
        try (ScriptedSmtp server =
                        new ScriptedSmtp(new ConcurrentHashMap<>(Map.of("RCPT bad.example", "550 5.1.1 nobody here")));
                SmtpMailSender sender =
                        new SmtpMailSender(new SmtpSettings(SmtpUrl.parse(server.url()), "shop.example"), clock)) {
            hour(sender);

            assertThat(tried).containsEntry("bad.example", 60).containsEntry("good.example", 60);
        }
    }
}
