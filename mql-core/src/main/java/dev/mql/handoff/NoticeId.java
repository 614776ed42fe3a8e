package dev.mql.handoff;

import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Names what is told: the same notice has the same id on every node and in every attempt, so that a receiver notices a double. */
public final class NoticeId {
    private NoticeId() {}

    /** {@code msg_} and 24 characters of {@code [A-Za-z0-9_-]}. */
    public static String of(Lead lead, Notice notice) {
        String name = String.join(
                " ",
                lead.id().toString(),
                Long.toString(notice.sequence()),
                notice.topic(),
                notice.channel(),
                Long.toString(notice.at()),
                notice.to());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "msg_" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 18));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
