package dev.mql.ingest;

import dev.mql.event.Refusal;

/**
 * One event that was refused, as far as anybody may see it: our own words, plain words of lower-case letters, and signs in place of all
 * else.
 *
 * @param at when it came, milliseconds since 1970 UTC
 * @param type what it calls itself; {@code -} where it does not, {@code *} where that is no plain word
 * @param path the first two parts of its page's path; {@code *} for each that is no plain word, {@code -} where there is none
 * @param field the field that was wrong; {@code -} where it was none of them, {@code *} where its name is no plain word
 */
public record RefusedExample(long at, Refusal reason, String type, String path, String field) {}
