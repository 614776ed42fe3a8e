package dev.mql.scoring;

import dev.mql.MqlException;

/** A scoring model that contradicts itself or leaves its bounds; names the field. */
public final class InvalidModelException extends MqlException {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String reason;

    public InvalidModelException(String field, String reason) {
        super(field + ": " + reason);
        this.field = field;
        this.reason = reason;
    }

    static void unless(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidModelException(field, reason);
        }
    }

    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}
