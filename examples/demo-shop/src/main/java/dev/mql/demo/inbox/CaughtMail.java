package dev.mql.demo.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mail as the inbox shows it.
 *
 * @param number counts the mails of this run, from 1
 * @param to the address that it was delivered to, without a name
 * @param sentAt what the mail says about itself; the time of its arrival if it says nothing
 * @param text empty if the mail has no such part
 * @param html empty if the mail has no such part
 * @param headers name to value, in the order of the mail; the values of a repeated name stand on lines of their own
 * @param links every {@code href} of the HTML part, in order
 */
record CaughtMail(
        int number,
        String from,
        String to,
        String subject,
        Instant sentAt,
        String text,
        String html,
        Map<String, String> headers,
        List<String> links) {

    static CaughtMail of(int number, String to, MimeMessage message, Instant arrived)
            throws MessagingException, IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.merge(header.getName(), MimeUtility.unfold(header.getValue()), (one, next) -> one + '\n' + next);
        }
        String html = body(message, "text/html").orElse("");
        return new CaughtMail(
                number,
                Optional.ofNullable(message.getFrom())
                        .filter(from -> from.length > 0)
                        .map(from -> Addresses.text(from[0]))
                        .orElse(""),
                to,
                Optional.ofNullable(message.getSubject()).orElse(""),
                Optional.ofNullable(message.getSentDate()).map(Date::toInstant).orElse(arrived),
                body(message, "text/plain").orElse(""),
                html,
                Collections.unmodifiableMap(headers),
                Links.in(html));
    }

    /** The first part of that type that is not an attachment. */
    private static Optional<String> body(Part part, String type) throws MessagingException, IOException {
        if (Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return Optional.empty();
        }
        Object content = part.getContent();
        if (part.isMimeType(type) && content instanceof String text) {
            return Optional.of(text.replace("\r\n", "\n"));
        }
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart each = parts.getBodyPart(i);
                Optional<String> found = body(each, type);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
