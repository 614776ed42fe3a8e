package dev.mql.store;

import dev.mql.MqlException;
import org.jspecify.annotations.Nullable;

/** The store can not be reached or refused to work; trying again later may help. */
public final class StoreException extends MqlException {
    private static final long serialVersionUID = 1;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
