package dev.mql.lead;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a marketing mail is about, so that a person may refuse one kind and keep another. The words are stored: never rename one. */
public enum Topic {
    /** Carts and products that were left. */
    REMINDERS,
    /** What the shop offers to those who have not been there for a while. */
    OFFERS,
    /** The first mails after a sign-up. */
    WELCOME,
    /** How content somebody is with an order, or why there was none. */
    QUESTIONS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The topic of this word; {@code null} if there is none. */
    public static @Nullable Topic parse(@Nullable String word) {
        return Arrays.stream(values())
                .filter(topic -> topic.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
