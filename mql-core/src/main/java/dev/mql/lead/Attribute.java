package dev.mql.lead;

/**
 * Something the shop knows about who a lead is, for example a job title.
 *
 * @param name {@code [a-z][a-z0-9_]{0,39}}
 * @param value at most {@value #MAX_TEXT} characters
 * @param at when it was said, milliseconds since 1970 UTC
 */
public record Attribute(String name, String value, long at) {
    public static final int MAX_TEXT = 100;

    public Attribute {
        value = value.strip();
        value = value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT);
    }
}
