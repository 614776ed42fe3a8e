package dev.mql.json;

import dev.mql.MqlException;

/** A document holds something that it can not hold; says where, and what may stand there. */
public final class InvalidFieldException extends MqlException {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String reason;

    /**
     * @param field its path, for example {@code series[0].steps[1].delay}
     * @param reason what may stand there, as in "must be a number"
     */
    public InvalidFieldException(String field, String reason) {
        super(field + ": " + reason);
        this.field = field;
        this.reason = reason;
    }

    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}
