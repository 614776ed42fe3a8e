package dev.mql.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Receivers that fail, hang or have enough, and what becomes of notices then. */
class DeliveryTroubleTest extends DeliveryLab {
    @Test
    void receiverThatHangsUpAfterTheRequestGetsItAgainUnderTheSameId() {
        receiver.then(Receiver.reset());
        seen("v1");
        arises("v1", Notice.STAGE, 7);
        Notice failed = awaitNotice("v1", n -> n.attempts() == 1);
        assertThat(failed.error()).isEqualTo("connection_lost");
        clock.set(Instant.ofEpochMilli(failed.due()));
        awaitNone("v1");

        assertThat(receiver.requests).hasSize(2);
        assertThat(receiver.requests)
                .extracting(r -> r.headers().get("webhook-id"))
                .containsOnly(receiver.requests.get(0).headers().get("webhook-id"));
        assertThat(receiver.requests.get(0).headers().get("webhook-signature"))
                .isNotEqualTo(receiver.requests.get(1).headers().get("webhook-signature"));
    }

    @Test
    void noticesOfALeadArriveInTheirOrderWhateverFails() {
        receiver.then(Receiver.status(500)).then(Receiver.status(302)).then(Receiver.status(503));
        seen("v1");
        for (int sequence : new int[] {12, 11, 13}) {
            arises("v1", Notice.STAGE, sequence);
        }
        for (int i = 0; i < 40 && !lead("v1").notices().isEmpty(); i++) {
            clock.advance(Duration.ofMinutes(20));
            soon().until(() -> {
                mql.runDue();
                long now = clock.millis();
                return lead("v1").notices().stream().noneMatch(n -> n.due() <= now || n.due() == now + Queue.LEASE);
            });
        }
        List<Long> delivered = receiver.requests.stream()
                .map(r -> json(r).get("sequence").getAsLong())
                .toList();
        assertThat(delivered).isSorted().containsOnly(11L, 12L, 13L).hasSize(6);
    }

    @Test
    void failingReceiverIsTriedForThreeDaysThenTheNoticeIsDeadUntilReplayed() {
        receiver.always(Receiver.status(500));
        seen("v1");
        arises("v1", Notice.STAGE, 7);
        long start = clock.millis();
        int rounds = 0;
        Notice notice = awaitNotice("v1", n -> n.attempts() == 1);
        while (notice.waiting()) {
            clock.set(Instant.ofEpochMilli(Math.max(notice.due(), clock.millis())));
            int before = notice.attempts();
            long due = notice.due();
            long lease = clock.millis() + Queue.LEASE;
            notice = awaitNotice(
                    "v1", n -> !n.waiting() || n.due() != lease && (n.attempts() > before || n.due() != due));
            rounds++;
        }
        assertThat(clock.millis() - start).isEqualTo(Queue.LIFE);
        assertThat(notice.error()).isEqualTo("http_500");
        assertThat(receiver.requests.size()).isBetween(16, rounds + 1);
        assertThat(mql.counters().value("webhook.dead")).isEqualTo(1);

        receiver.always(Receiver.status(204));
        Lead lead = lead("v1");
        assertThat(mql.handoff().replay(lead.id(), 8, "webhook:0")).isFalse();
        assertThat(mql.handoff().replay(lead.id(), 7, "webhook:0")).isTrue();
        assertThat(mql.handoff().replay(lead.id(), 7, "webhook:0")).isFalse();
        clock.advance(Duration.ofMinutes(11));
        awaitNone("v1");
        assertThat(receiver.requests)
                .extracting(r -> r.headers().get("webhook-id"))
                .containsOnly(receiver.requests.get(0).headers().get("webhook-id"));
    }

    @Test
    void receiverThatWantsNoMoreGetsNoMore() {
        receiver.then(Receiver.status(410));
        seen("v1");
        arises("v1", Notice.STAGE, 7);
        Notice dead = awaitNotice("v1", n -> !n.waiting());
        assertThat(dead.error()).isEqualTo("http_410");
        clock.advance(Duration.ofDays(1));
        mql.runDue();
        assertThat(receiver.requests).hasSize(1);
        assertThat(mql.handoff().drop(lead("v1").id(), 7, "webhook:0")).isTrue();
        assertThat(lead("v1").notices()).isEmpty();
    }

    @Test
    void retryAfterIsHonouredAsSecondsAndAsADate() {
        receiver.then(Receiver.status(429, "Retry-After: 7200\r\n"))
                .then(Receiver.status(503, "Retry-After: Sun, 22 Nov 2026 15:00:00 GMT\r\n"));
        seen("v1");
        arises("v1", Notice.STAGE, 7);
        Notice first = awaitNotice("v1", n -> n.attempts() == 1);
        assertThat(first.due()).isEqualTo(Instant.parse("2026-11-22T12:00:00Z").toEpochMilli());
        clock.set(Instant.ofEpochMilli(first.due()));
        Notice second = awaitNotice("v1", n -> n.attempts() == 2);
        assertThat(second.due()).isEqualTo(Instant.parse("2026-11-22T15:00:00Z").toEpochMilli());
    }

    @Test
    void receiverThatFailsFiveTimesIsSparedAndNobodysAttemptsAreUsedUp() {
        receiver.always(Receiver.status(500));
        for (int i = 0; i < 5; i++) {
            seen("v" + i);
            arises("v" + i, Notice.STAGE, 7);
            awaitRequests(i + 1);
        }
        soon().until(() -> mql.counters().value("webhook.failed") == 5);
        for (int i = 5; i < 15; i++) {
            seen("v" + i);
            arises("v" + i, Notice.STAGE, 7);
            Notice waiting = awaitNotice("v" + i, n -> n.due() > clock.millis());
            assertThat(waiting.attempts()).isZero();
            assertThat(waiting.due()).isEqualTo(clock.millis() + 60_000);
        }
        assertThat(receiver.requests).hasSize(5);

        receiver.always(Receiver.status(200));
        for (int round = 0; round < 30 && receiver.requests.size() < 20; round++) {
            clock.advance(Duration.ofSeconds(30));
            mql.runDue();
            soon().until(() -> {
                mql.runDue();
                for (int i = 0; i < 15; i++) {
                    if (Queue.due(lead("v" + i).notices(), clock.millis())) {
                        return false;
                    }
                }
                return true;
            });
        }
        for (int i = 0; i < 15; i++) {
            awaitNone("v" + i);
        }
    }

    @Test
    void receiverThatHangsDoesNotHoldUpTheDueThread() {
        receiver.always(receiver.silence());
        for (int i = 0; i < 30; i++) {
            seen("v" + i);
            arises("v" + i, Notice.STAGE, 7);
        }
        await().atMost(Duration.ofSeconds(4)).until(() -> {
            mql.runDue();
            for (int i = 0; i < 30; i++) {
                if (Queue.due(lead("v" + i).notices(), clock.millis())) {
                    return false;
                }
            }
            return true;
        });
        assertThat(mql.counters().value("webhook.failed")).isZero();
    }
}
