package dev.mql.admin.page.series.texts;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts mails that are sent to see what they look like, so that nobody sends the shop's mail to the world by this. Thread-safe. */
final class TestMails {
    static final int MOST = 10;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final InstantSource clock;
    private final Deque<Long> sent = new ArrayDeque<>();

    TestMails(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether one more may go within this minute; it then counts. */
    synchronized boolean take() {
        long now = clock.millis();
        while (!sent.isEmpty() && sent.peekFirst() <= now - MINUTE) {
            sent.removeFirst();
        }
        if (sent.size() >= MOST) {
            return false;
        }
        sent.addLast(now);
        return true;
    }
}
