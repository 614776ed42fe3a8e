package dev.mql.nurture.smtp;

import java.util.Locale;

/** What a mail server was asked last. */
enum Stage {
    BANNER,
    EHLO,
    STARTTLS,
    AUTH,
    NOOP,
    MAIL,
    RCPT,
    DATA,
    /** The content was handed over, its end not yet: the server can not have taken it. */
    CONTENT,
    DOT,
    OTHER;

    static Stage of(String command) {
        int end = 0;
        while (end < command.length() && Character.isLetter(command.charAt(end))) {
            end++;
        }
        return switch (command.substring(0, end).toUpperCase(Locale.ROOT)) {
            case "EHLO", "HELO" -> EHLO;
            case "STARTTLS" -> STARTTLS;
            case "AUTH" -> AUTH;
            case "NOOP" -> NOOP;
            case "MAIL" -> MAIL;
            case "RCPT" -> RCPT;
            case "DATA" -> DATA;
            default -> command.equals(".") ? DOT : OTHER;
        };
    }

    /** Whether the answer is about the way to the server and not yet about a mail. */
    boolean beforeMail() {
        return compareTo(MAIL) < 0;
    }
}
