package dev.mql.handoff;

import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells one receiver by a signed POST, in the form of Standard Webhooks. Telling twice does no harm: the id stays the same. */
final class Webhook implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final int GONE = 410;

    private final Targets.Target target;
    private final Message message;
    private final Post post;
    private final InstantSource clock;
    private final Breaker breaker = new Breaker();

    Webhook(Targets.Target target, Message message, Post post, InstantSource clock) {
        this.target = target;
        this.message = message;
        this.post = post;
        this.clock = clock;
    }

    @Override
    public long readyAt() {
        return breaker.readyAt();
    }

    @Override
    public Answer tell(Lead lead, Notice notice, HandOver handOver) {
        if (!breaker.enter(clock.millis())) {
            return Answer.putOff("paused", breaker.readyAt());
        }
        byte[] body = message.body(lead, notice);
        Answer answer;
        try {
            answer = answer(post.send(target.url(), headers(NoticeId.of(lead, notice), body), body));
        } catch (Post.Failed failed) {
            answer = Answer.failed(failed.word(), 0);
        }
        note(answer);
        return answer;
    }

    private Map<String, String> headers(String id, byte[] body) {
        long seconds = clock.instant().getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put(
                "webhook-signature",
                target.keys().stream().map(key -> key.sign(id, seconds, body)).collect(Collectors.joining(" ")));
        headers.put("webhook-key-id", target.keys().stream().map(SigningKey::id).collect(Collectors.joining(" ")));
        return headers;
    }

    private Answer answer(Post.Reply reply) {
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return Answer.delivered();
        }
        String word = "http_" + status;
        return status == GONE ? Answer.ended(word) : Answer.failed(word, retryAfter(reply.retryAfter()));
    }

    /** Seconds, or a date; what is neither says nothing. */
    private long retryAfter(@Nullable String header) {
        if (header == null) {
            return 0;
        }
        if (header.matches("[0-9]{1,9}")) {
            return clock.millis() + Long.parseLong(header) * 1_000;
        }
        try {
            return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeParseException neither) {
            return 0;
        }
    }

    /** An answer that ends one notice is still an answer: the receiver is there. */
    private void note(Answer answer) {
        if (answer.kind() != Answer.Kind.FAILED) {
            if (breaker.succeeded()) {
                LOG.info("{} answers again; what waits is told.", target);
            }
        } else if (breaker.failed(clock.millis())) {
            LOG.warn(
                    "{} failed {} times in a row, the last time with {}; leads wait, it is tried again after a minute.",
                    target,
                    Breaker.FAILURES,
                    answer.reason());
        }
    }

    /** Lets go of what all webhooks share; doing so twice is harmless. */
    @Override
    public void close() {
        post.close();
    }
}
