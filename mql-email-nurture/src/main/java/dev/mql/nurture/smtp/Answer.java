package dev.mql.nurture.smtp;

import dev.mql.nurture.smtp.Outcome.Scope;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server said at one stage, and what that means (RFC 5321 section 4.2, RFC 3463). An enhanced code is believed before the
 * plain one, as long as the two are of one class.
 *
 * @param code of three digits; below 200 where no code came
 * @param text all lines of the answer
 */
record Answer(Stage stage, int code, String text) {
    private static final Pattern ENHANCED =
            Pattern.compile("^\\d{3}[ -]#?(([245])\\.(\\d{1,3})\\.(\\d{1,3}))(?![.\\d])", Pattern.MULTILINE);

    /** About log-in, encryption or the protocol: nothing that a receiver could help. */
    private static final Set<Integer> OURS = Set.of(432, 454, 455, 500, 502, 503, 504, 530, 534, 535, 538, 555);

    /** Said of the mailbox where no enhanced code says more. */
    private static final Set<Integer> OF_THE_MAILBOX = Set.of(450, 501, 550, 551, 552, 553, 556);

    boolean positive() {
        return code >= 200 && code < 300;
    }

    boolean goOn() {
        return code >= 300 && code < 400;
    }

    /** Whether the server refused with a code; everything else that is not what was hoped for is no answer at all. */
    boolean refusal() {
        return code >= 400 && code < 600;
    }

    /** Whether the server says that it closes the connection. */
    boolean closing() {
        return code == 421;
    }

    /** What a refusal means for the mail. */
    Outcome refused() {
        Matcher matcher = ENHANCED.matcher(text);
        boolean enhanced = matcher.find() && matcher.group(2).charAt(0) - '0' == code / 100;
        String reason = "smtp_" + code + (enhanced ? "_" + matcher.group(1) : "");
        if (stage == Stage.AUTH && code >= 500) {
            return Outcome.temporary(Scope.INSTALLATION, "smtp_login_refused");
        }
        // A refused sender is set right in this installation; the mail is as good as before then.
        if (stage.beforeMail() || stage == Stage.MAIL) {
            return Outcome.temporary(Scope.INSTALLATION, reason);
        }
        int subject = enhanced ? Integer.parseInt(matcher.group(3)) : -1;
        int detail = enhanced ? Integer.parseInt(matcher.group(4)) : -1;
        if (code < 500) {
            return Outcome.temporary(scopeOfDelay(subject), reason);
        }
        if (ours(subject, detail)) {
            return Outcome.temporary(Scope.INSTALLATION, reason);
        }
        if (subject == 2 && detail == 2 || !enhanced && code == 552 && stage == Stage.RCPT) {
            return Outcome.temporary(Scope.RECEIVER, reason); // a full mailbox is emptied some day
        }
        return Outcome.permanent(scopeOfRefusal(subject), reason);
    }

    private Scope scopeOfDelay(int subject) {
        if (OURS.contains(code)) {
            return Scope.INSTALLATION;
        }
        boolean mailbox = subject < 0 ? OF_THE_MAILBOX.contains(code) : subject == 1 || subject == 2;
        return mailbox && stage == Stage.RCPT ? Scope.RECEIVER : Scope.DOMAIN;
    }

    private Scope scopeOfRefusal(int subject) {
        boolean mailbox = subject < 0 ? OF_THE_MAILBOX.contains(code) : subject != 3 && subject != 7;
        return mailbox ? Scope.RECEIVER : Scope.DOMAIN;
    }

    /** Refused for what this shop is or does: its sender, its log-in, its SPF, DKIM or DMARC, its address, its command. */
    private boolean ours(int subject, int detail) {
        return switch (subject) {
            case 1 -> detail == 7 || detail == 8;
            case 5 -> true;
            // 5.7.1 means "relaying denied" to the receiver's name, but "we do not like this" to the content.
            case 7 -> stage == Stage.RCPT || detail > 4 || OURS.contains(code);
            case -1 -> OURS.contains(code);
            default -> false;
        };
    }

    /**
     * What it means that no usable answer came.
     *
     * @param why a word in place of {@code connection_lost}, or {@code null}
     */
    static Outcome missing(Stage stage, @Nullable String why) {
        return stage == Stage.DOT
                ? Outcome.uncertain("no_answer_after_content")
                : Outcome.temporary(Scope.INSTALLATION, why == null ? "smtp_connection_lost" : why);
    }
}
