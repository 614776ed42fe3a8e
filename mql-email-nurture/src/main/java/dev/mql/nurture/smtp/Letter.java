package dev.mql.nurture.smtp;

import dev.mql.nurture.smtp.dkim.DkimSigner;
import dev.mql.nurture.smtp.mime.Header;
import dev.mql.nurture.smtp.mime.Page;
import dev.mql.nurture.smtp.mime.Transfer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes mails in the form of RFC 5322, once and byte for byte as they are sent: what is signed is what leaves. Seven-bit, no line
 * longer than 998 characters, and nothing in it begins a line that the sender did not write. Thread-safe.
 */
final class Letter {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST_BOUNDARY = 70;

    private final @Nullable DkimSigner dkim;

    Letter(@Nullable DkimSigner dkim) {
        this.dkim = dkim;
    }

    /** The same mail gives the same bytes, but for a signature. */
    byte[] write(OutgoingMail mail) {
        // No encoded text has "=_" in it, so that none can look like the boundary.
        String boundary = "=_"
                + mail.id()
                        .substring(0, Math.min(LONGEST_BOUNDARY - 2, mail.id().length()));
        Page body = body(mail, boundary);
        List<Header> headers = headers(mail, boundary);
        Page page = new Page(body.length() + 3_000);
        if (dkim != null) {
            dkim.sign(headers, body.bytes()).forEach(signature -> signature.write(page));
        }
        headers.forEach(header -> header.write(page));
        return page.line("").put(body).bytes();
    }

    private static List<Header> headers(OutgoingMail mail, String boundary) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Date", DATE.format(mail.date())));
        headers.add(Header.address("From", mail.from().name(), mail.from().address()));
        headers.add(Header.address("To", mail.to().name(), mail.to().address()));
        headers.add(Header.text("Subject", mail.subject()));
        headers.add(new Header("Message-ID", "<" + mail.id() + "@" + mail.from().domain() + ">"));
        if (mail.list() != null) {
            headers.add(new Header("List-Id", "<" + mail.list() + ">"));
        }
        if (mail.unsubscribe() != null) {
            headers.add(new Header("List-Unsubscribe", "<" + mail.unsubscribe() + ">"));
            headers.add(new Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        if (mail.feedbackId() != null) {
            headers.add(new Header("Feedback-ID", mail.feedbackId()));
        }
        if (mail.notice()) {
            headers.add(new Header("Auto-Submitted", "auto-generated"));
            headers.add(new Header("X-Auto-Response-Suppress", "All"));
        }
        headers.add(new Header("MIME-Version", "1.0"));
        headers.add(new Header("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\""));
        return headers;
    }

    private static Page body(OutgoingMail mail, String boundary) {
        Page page = new Page(mail.html().length() * 5 / 4 + mail.text().length() * 5 / 4 + 500);
        part("plain", mail.text(), boundary, page);
        part("html", mail.html(), boundary, page);
        return page.line("--" + boundary + "--");
    }

    private static void part(String subtype, String text, String boundary, Page page) {
        Transfer transfer = Transfer.of(text);
        page.line("--" + boundary)
                .line("Content-Type: text/" + subtype + "; charset=UTF-8")
                .line("Content-Transfer-Encoding: " + transfer.word())
                .line("");
        transfer.write(text, page);
        page.line("");
    }
}
