package dev.mql.nurture.smtp;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.util.Date;

/** An {@link OutgoingMail} in the form of RFC 5322. */
final class Letter extends MimeMessage {
    private final String messageId;

    Letter(Session session, OutgoingMail mail) throws MessagingException {
        super(session);
        messageId = "<" + mail.id() + "@" + mail.from().domain() + ">";
        setFrom(address(mail.from()));
        setRecipient(RecipientType.TO, address(mail.to()));
        setSubject(mail.subject(), "UTF-8");
        setSentDate(Date.from(mail.date()));
        if (mail.list() != null) {
            setHeader("List-Id", "<" + mail.list() + ">");
        }
        if (mail.unsubscribe() != null) {
            setHeader("List-Unsubscribe", "<" + mail.unsubscribe() + ">");
            setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        if (mail.notice()) {
            setHeader("Auto-Submitted", "auto-generated");
            setHeader("X-Auto-Response-Suppress", "All");
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), "UTF-8", "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), "UTF-8", "html");
        setContent(new MimeMultipart("alternative", text, html));
        saveChanges();
    }

    private static InternetAddress address(Mailbox mailbox) throws MessagingException {
        try {
            return new InternetAddress(mailbox.address(), mailbox.name(), "UTF-8");
        } catch (UnsupportedEncodingException impossible) {
            throw new MessagingException("every Java has UTF-8", impossible);
        }
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
