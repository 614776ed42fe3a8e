package dev.mql.event;

import org.jspecify.annotations.Nullable;

/** Named values, each a text or a number; what a condition of the scoring model asks. */
public interface Values {

    /** The value as text; {@code null} where there is none, which is not the same as an empty one. */
    @Nullable
    String text(String name);

    /** The value as a finite number; {@code null} where there is none, or it does not read as one. */
    @Nullable
    Double number(String name);
}
