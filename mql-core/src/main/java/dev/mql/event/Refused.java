package dev.mql.event;

import dev.mql.MqlException;

/** An event or a body of events that cannot be taken; says why in a word and in a sentence that repeats no input. */
public final class Refused extends MqlException {
    private static final long serialVersionUID = 1;
    private final Refusal reason;

    public Refused(Refusal reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Refusal reason() {
        return reason;
    }
}
