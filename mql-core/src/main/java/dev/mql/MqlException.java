package dev.mql;

import org.jspecify.annotations.Nullable;

/** A failure that the caller can act on; the message says what happened, where, and what to do. */
public class MqlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MqlException(String message) {
        super(message);
    }

    public MqlException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** @param traced whether it says where it was thrown */
    protected MqlException(String message, boolean traced) {
        super(message, null, true, traced);
    }
}
