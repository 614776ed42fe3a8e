package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.Mql;
import dev.mql.nurture.smtp.LastLook;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A click on "unsubscribe" that one node takes, against the last look of a mail that another node is just sending. */
class UnsubscribeRaceTest {
    private static final int RACES = Integer.getInteger("mql.races", 300);
    private static final long READER_WAITS_NANOS = 1_000_000;

    /** Sends nothing: while it has a mail in its hands, its reader unsubscribes on the other node. */
    private static final class Racer implements MailSender {
        private final HttpClient mailbox = HttpClient.newHttpClient();
        private final Random random = new Random(11);
        private volatile String otherNode = "";
        /** Moves so that each side wins about half of the races, on a machine of any speed. */
        private long senderWaitsAtMost = 4 * READER_WAITS_NANOS;

        int raced;
        int sent;
        /** Mails that went out though the other node had said yes before the last look began. */
        int late;

        @Override
        public synchronized Outcome send(OutgoingMail mail, LastLook look) {
            URI link =
                    URI.create(Objects.requireNonNull(mail.unsubscribe()).replace("https://shop.example", otherNode));
            long readerWaits = random.nextLong(READER_WAITS_NANOS);
            long senderWaits = random.nextLong(senderWaitsAtMost);
            CompletableFuture<Long> acknowledged = CompletableFuture.supplyAsync(() -> {
                spin(readerWaits);
                return unsubscribe(link);
            });
            spin(senderWaits);
            long asked = System.nanoTime();
            boolean go = look.go();
            if (go && acknowledged.join() < asked) {
                late++;
            }
            acknowledged.join();
            raced++;
            senderWaitsAtMost = Math.max(1_000, senderWaitsAtMost * (go ? 105 : 95) / 100);
            sent += go ? 1 : 0;
            return go ? new Outcome(Outcome.Kind.SENT, "accepted") : new Outcome(Outcome.Kind.STOPPED, "stopped");
        }

        private long unsubscribe(URI link) {
            try {
                HttpResponse<Void> answer = mailbox.send(
                        HttpRequest.newBuilder(link)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                long now = System.nanoTime();
                assertThat(answer.statusCode()).isEqualTo(200);
                return now;
            } catch (java.io.IOException | InterruptedException broken) {
                throw new IllegalStateException(broken);
            }
        }

        private static void spin(long nanos) {
            for (long until = System.nanoTime() + nanos; System.nanoTime() < until; ) {
                Thread.onSpinWait();
            }
        }

        synchronized int raced() {
            return raced;
        }
    }

    @Test
    void noMailGoesOutOnceAnotherNodeHasTakenTheUnsubscription() throws Exception {
        Racer racer = new Racer();
        try (Story story = new Story(Map.of("mql.recovery.delays", "1h"), racer);
                Mql other =
                        Mql.builder().config(story.config).clock(story.clock).build();
                TinyShop otherShop = new TinyShop(other, servlets -> MqlNurture.builder()
                        .mailSender((mail, look) -> racer.send(mail, look))
                        .register(servlets))) {
            racer.otherNode = otherShop.url();
            for (int i = 0; i < RACES; i++) {
                String visitor = "visitor-" + i;
                story.event(visitor, "contact_form", null);
                story.mql
                        .leads()
                        .confirm(
                                story.mql
                                        .leads()
                                        .byVisitor(visitor)
                                        .orElseThrow()
                                        .id(),
                                "reader" + i + "@example.org");
                story.putIntoCart(visitor, Story.line("7", "Kettle", "64.00", 1));
            }
            story.clock.advance(Duration.ofHours(1));
            await().atMost(Duration.ofSeconds(60)).until(() -> racer.raced() == RACES);
        }
        System.out.printf(
                "races, unsubscription on another node: %d, %d sent before, %d held back, %d late%n",
                RACES, racer.sent, RACES - racer.sent, racer.late);
        assertThat(racer.late).isZero();
        assertThat(racer.sent).isBetween(RACES / 20, RACES - RACES / 20);
    }
}
