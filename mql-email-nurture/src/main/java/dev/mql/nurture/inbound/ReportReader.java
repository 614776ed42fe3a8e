package dev.mql.nurture.inbound;

import dev.mql.nurture.inbound.Report.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Understands a raw message as the report that it may be: a delivery report (RFC 3464), a complaint (RFC 5965), or a bounce in a mail
 * server's own words, which counts only where the address it came to names the mail. Everything in it is a stranger's word. Bounded by
 * {@link MimeReader}; never throws. Pure.
 */
final class ReportReader {
    private static final int MOST_GROUPS = 50;

    /** Feedback that says nothing against a mail: RFC 5965 and 6591. */
    private static final Set<String> NO_COMPLAINT =
            Set.of("", "not-spam", "auth-failure", "dmarc", "virus", "dkim-failure");

    private static final List<String> DAEMONS = List.of(
            "mailer-daemon",
            "mailer_daemon",
            "postmaster",
            "mail delivery",
            "maildelivery",
            "delivery subsystem",
            "microsoftexchange",
            "mail administrator",
            "system administrator",
            "mail router");
    private static final List<String> SUBJECTS_OF_BOUNCES = List.of(
            "undeliver",
            "delivery",
            "returned mail",
            "failure notice",
            "mail failure",
            "mail system error",
            "could not send",
            "nicht zustellbar",
            "unzustellbar",
            "non remis",
            "no entregado");
    private static final List<String> DELAYED = List.of(
            "has been delayed",
            "is delayed",
            "delayed mail",
            "will be retried",
            "do not need to resend",
            "delivery delayed",
            "warning: message",
            "will keep trying",
            "continue to try",
            "not yet been delivered");
    private static final List<String> SUBJECTS_OF_REPLIES = List.of(
            "out of office",
            "automatic reply",
            "auto-reply",
            "autoreply",
            "auto response",
            "abwesen",
            "automatische antwort",
            "ponse automatique",
            "absence du bureau",
            "respuesta autom",
            "fuera de la oficina");
    /** What stands before the returned mail where it is no part of its own: from there on it is our own text. */
    private static final List<String> RETURNED_MAIL = List.of(
            "--- below this line is a copy of the message",
            "------ this is a copy of",
            "----- original message -----",
            "----- unsent message follows",
            "----- message header follows",
            "original message headers:",
            "your original message",
            "\nreturn-path: <bounce+");

    private ReportReader() {}

    static Report read(byte[] message) {
        Part mail = MimeReader.read(message);
        Part holder =
                mail.all().filter(part -> part.message() != null).findFirst().orElse(null);
        Part original = holder == null ? null : holder.message();
        Part feedback = mail.first("message/feedback-report");
        if (feedback != null) {
            return complaint(mail, original, feedback);
        }
        Part status = mail.first("message/delivery-status", "message/global-delivery-status");
        if (status != null) {
            return delivery(mail, original, status);
        }
        if (fromHotmailUsers(mail)) {
            return Report.of(Kind.COMPLAINT, "abuse", Tokens.all(mail, original, null));
        }
        List<String> returned = Tokens.returned(mail);
        if (!returned.isEmpty() && fromMailServer(mail)) {
            return ownWords(mail, returned);
        }
        return autoReply(mail) ? Report.of(Kind.AUTO_REPLY, "auto_reply", returned) : Report.NOTHING;
    }

    private static Report complaint(Part mail, @Nullable Part original, Part feedback) {
        List<Part> groups = MimeReader.groups(feedback.text(), 1);
        Part fields = groups.isEmpty() ? feedback : groups.get(0);
        String type = fields.header("feedback-type").strip().toLowerCase(Locale.ROOT);
        List<String> tokens = Tokens.all(mail, original, fields);
        if (NO_COMPLAINT.contains(type)) {
            return Report.of(Kind.NONE, "no_complaint", tokens);
        }
        String word =
                switch (type) {
                    case "abuse", "fraud" -> type;
                    case "opt-out", "opt-out-list" -> "opt_out";
                    default -> "other";
                };
        return Report.of(Kind.COMPLAINT, word, tokens);
    }

    /** Outlook.com's junk reports: the mail as an attachment, and a header that only they have. */
    private static boolean fromHotmailUsers(Part mail) {
        return !mail.header("x-hmxmroriginalrecipient").isEmpty()
                || lower(mail.header("subject")).startsWith("complaint about message from ")
                        && lower(mail.header("from")).contains("staff@hotmail.com");
    }

    /** The worst of what it says: we write to one reader, so several recipients are of one mail's way. */
    private static Report delivery(Part mail, @Nullable Part original, Part status) {
        Report worst = null;
        for (Part group : MimeReader.groups(status.text(), MOST_GROUPS)) {
            String action = lower(group.header("action")).strip();
            String code = group.header("status");
            if (action.isEmpty() && code.isEmpty()) {
                continue; // about the message, not about a recipient
            }
            Report next = recipient(mail, original, action, code, group.header("diagnostic-code"));
            if (worst == null || next.kind().compareTo(worst.kind()) < 0) {
                worst = next;
            }
        }
        return worst == null ? Report.of(Kind.NONE, "no_recipient", Tokens.all(mail, original, null)) : worst;
    }

    private static Report recipient(Part mail, @Nullable Part original, String action, String code, String diagnostic) {
        List<String> tokens = Tokens.all(mail, original, null);
        if (action.startsWith("delayed")) {
            return Report.of(Kind.DELAYED, "delayed", tokens);
        }
        boolean failed =
                action.startsWith("failed") || action.isEmpty() && !code.strip().startsWith("2");
        if (!failed) {
            return Report.of(Kind.NONE, "delivered", tokens);
        }
        Verdict verdict = Verdict.of(code, diagnostic);
        if (verdict.kind() == Kind.BOUNCE_SOFT && verdict.word().equals("other")) {
            Verdict worded = Verdict.of(code, diagnostic + "\n" + words(mail));
            verdict = worded.word().equals("other") ? verdict : worded;
        }
        return Report.of(verdict, tokens);
    }

    private static Report ownWords(Part mail, List<String> tokens) {
        String words = words(mail);
        String lower = lower(words);
        String subject = lower(mail.header("subject"));
        if (Verdict.any(lower, DELAYED) || subject.contains("delayed") || subject.startsWith("warning")) {
            return Report.of(Kind.DELAYED, "delayed", tokens);
        }
        return Verdict.says(words) ? Report.of(Verdict.of(null, words), tokens) : Report.NOTHING;
    }

    /** What the server wrote for people, without the mail that it returns. */
    private static String words(Part mail) {
        Part plain = mail.first(Part.PLAIN);
        Part html = plain == null ? mail.first("text/html") : null;
        String text = plain != null ? plain.text() : html != null ? untagged(html.text()) : "";
        String lower = lower(text);
        int end = text.length();
        for (String mark : RETURNED_MAIL) {
            int at = lower.indexOf(mark);
            end = at >= 0 && at < end ? at : end;
        }
        return text.substring(0, Math.min(end, Verdict.MOST_TEXT));
    }

    private static String untagged(String html) {
        StringBuilder text = new StringBuilder(html.length());
        boolean tag = false;
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            if (c == '<') {
                tag = true;
                text.append(' ');
            } else if (c == '>') {
                tag = false;
            } else if (!tag) {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean fromMailServer(Part mail) {
        String from = lower(mail.header("from"));
        boolean nobody = mail.header("return-path").strip().equals("<>");
        return !mail.header("x-failed-recipients").isEmpty()
                || Verdict.any(from, DAEMONS)
                || nobody && !autoReply(mail) && Verdict.any(lower(mail.header("subject")), SUBJECTS_OF_BOUNCES);
    }

    private static boolean autoReply(Part mail) {
        String submitted = lower(mail.header("auto-submitted"));
        String precedence = lower(mail.header("precedence")).strip();
        return submitted.startsWith("auto-replied")
                || !mail.header("x-autoreply").isEmpty()
                || !mail.header("x-autorespond").isEmpty()
                || precedence.equals("auto_reply")
                || Verdict.any(lower(mail.header("subject")), SUBJECTS_OF_REPLIES);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
