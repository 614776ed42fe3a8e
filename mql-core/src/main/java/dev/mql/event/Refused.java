package dev.mql.event;

import dev.mql.MqlException;
import org.jspecify.annotations.Nullable;

/**
 * An event or a body of events that cannot be taken; says why in a word and in a sentence that repeats no input. It has no stack trace:
 * strangers cause it as often as they like.
 */
public final class Refused extends MqlException {
    private static final long serialVersionUID = 1;
    private final Refusal reason;
    private final @Nullable String field;

    public Refused(Refusal reason, String sentence) {
        this(reason, sentence, null);
    }

    /** @param field name of the field that was wrong; may be a stranger's own word */
    public Refused(Refusal reason, String sentence, @Nullable String field) {
        super(sentence, false);
        this.reason = reason;
        this.field = field;
    }

    public Refusal reason() {
        return reason;
    }

    /** Name of the field that was wrong, as it came; {@code null} where it was none of them. */
    public @Nullable String field() {
        return field;
    }
}
