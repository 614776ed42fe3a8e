package dev.mql.nurture.template;

/**
 * What is wrong with the text of a mail, for the person who wrote it.
 *
 * @param weight whether the text can be used nevertheless
 * @param language tag of the language
 * @param key which text, with its variant
 * @param field subject, preview, headline, button, closing, paragraph, or empty if it concerns the whole
 * @param line where, from 1
 * @param message one sentence that says what is allowed instead
 */
public record Problem(Weight weight, String language, String key, String field, int line, String message) {
    public enum Weight {
        /** The text is refused. */
        ERROR,
        /** The text can be used, and would be better without. */
        WARNING
    }

    boolean fatal() {
        return weight == Weight.ERROR;
    }

    /** For example {@code de, cart.1, line 3 (subject): …}. */
    @Override
    public String toString() {
        return language + ", " + key + ", line " + line + (field.isEmpty() ? "" : " (" + field + ")") + ": " + message;
    }
}
