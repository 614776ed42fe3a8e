package dev.mql.nurture.smtp;

import java.time.Instant;

/** Mails for tests. */
final class Mails {
    static final OutgoingMail REMINDER = with("You left something in your cart", "<p>Hello</p>", null);

    private Mails() {}

    static OutgoingMail with(String subject, String html, String returnToken) {
        return new OutgoingMail(
                Mailbox.parse("Shop <cart@shop.example>"),
                Mailbox.parse("ada@example.org"),
                subject,
                html,
                "Hello",
                "cart-1",
                "https://shop.example/mql/u/t",
                "cart-reminders.shop.example",
                "reminder:1:reminders:shop.example",
                returnToken,
                Instant.parse("2026-11-22T10:00:00Z"),
                false);
    }

    static OutgoingMail to(String address) {
        return new OutgoingMail(
                REMINDER.from(),
                Mailbox.parse(address),
                REMINDER.subject(),
                REMINDER.html(),
                REMINDER.text(),
                REMINDER.id(),
                REMINDER.unsubscribe(),
                REMINDER.list(),
                REMINDER.feedbackId(),
                null,
                REMINDER.date(),
                false);
    }
}
