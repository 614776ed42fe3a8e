package dev.mql.nurture.smtp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The value of the {@code Feedback-ID} header as Gmail asks for it: three parts that may differ between mails, and at the end one of 5
 * to 15 characters that is the same in all mails of a sender. Nothing of a person is in it.
 */
public final class FeedbackId {

    private FeedbackId() {}

    /**
     * @param campaign what the mail is, such as {@code reminder}
     * @param list the stream it belongs to, without the host
     * @param sender host of the shop
     */
    public static String of(String campaign, int step, String list, String sender) {
        return part(campaign) + ":" + step + ":" + part(list) + ":" + senderPart(sender);
    }

    private static String part(String text) {
        String clean = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        return clean.isEmpty() ? "-" : clean.substring(0, Math.min(40, clean.length()));
    }

    private static String senderPart(String sender) {
        String clean = part(sender);
        if (clean.equals(sender) && clean.length() >= 5 && clean.length() <= 15) {
            return clean;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sender.getBytes(StandardCharsets.UTF_8));
            return "mql" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
