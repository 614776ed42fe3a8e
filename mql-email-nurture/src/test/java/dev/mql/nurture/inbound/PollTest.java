package dev.mql.nurture.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.Mql;
import dev.mql.config.Config;
import dev.mql.nurture.sent.Brakes;
import dev.mql.nurture.sent.Returns;
import dev.mql.nurture.series.Suppressions;
import dev.mql.nurture.smtp.inbox.ImapUrl;
import dev.mql.nurture.smtp.inbox.Inbox;
import dev.mql.testkit.TickingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which node looks into the mailbox, and when. The mailbox is away all the time. */
class PollTest {
    private final TickingClock clock = new TickingClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final Mql mql =
            Mql.builder().config(Config.of(Map.of())).clock(clock).build();
    private final Poll one = poll();
    private final Poll other = poll();

    private Poll poll() {
        Consequences consequences = new Consequences(
                mql,
                new Returns(mql.records(), mql.vault()),
                new Suppressions(mql.records()),
                new Brakes(mql.records(), clock, mql.counters()));
        Inbox nowhere = new Inbox(ImapUrl.parse("imap://u:p@127.0.0.1:1/?starttls=off"));
        return new Poll(mql, nowhere, consequences, Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        mql.close();
    }

    @Test
    void ofAllNodesOneLooksInEachInterval() {
        assertThat(one.run()).isTrue();
        assertThat(other.run()).isFalse();
        assertThat(one.run()).isFalse();
        clock.advance(Duration.ofMinutes(1).minusMillis(1));
        assertThat(other.run()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(other.run()).isTrue();
        assertThat(one.run()).isFalse();
        assertThat(mql.counters().value("inbound.mailbox.unreadable")).isEqualTo(2);
    }

    @Test
    void nodeThatDiesWhileItReadsIsFollowedByAnother() {
        mql.records()
                .put(
                        "job",
                        "mailbox",
                        0,
                        "dead " + clock.instant().plusSeconds(300).toEpochMilli(),
                        null);
        assertThat(one.run()).isFalse();
        clock.advance(Duration.ofMinutes(5));
        assertThat(one.run()).isTrue();
    }

    @Test
    void damagedLeaseHoldsNobodyUp() {
        mql.records().put("job", "mailbox", 0, "what", null);
        assertThat(one.run()).isTrue();
        assertThat(other.run()).isFalse();
    }
}
