package dev.mql.nurture.template;

/**
 * An answer that is offered in a mail, one tap away.
 *
 * @param code under which it is stored
 * @param label what the reader taps, in the reader's language
 */
public record Reason(String code, String label) {}
