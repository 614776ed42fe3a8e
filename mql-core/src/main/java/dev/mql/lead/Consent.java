package dev.mql.lead;

import dev.mql.event.Purpose;

/**
 * What somebody said about being watched for a purpose.
 *
 * @param granted yes or no
 * @param wording name or version of the text they said it to, at most 100 characters; empty where none was given
 * @param source who told us: {@code filter}, {@code beacon}, {@code api} or {@code system}
 * @param at when, milliseconds since 1970 UTC
 * @param removed how many events were forgotten by it
 */
public record Consent(Purpose purpose, boolean granted, String wording, String source, long at, int removed) {
    public Consent {
        wording = wording.length() <= 100 ? wording : wording.substring(0, 100);
    }
}
