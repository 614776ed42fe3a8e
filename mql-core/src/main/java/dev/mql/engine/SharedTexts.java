package dev.mql.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal texts as one, as far as it remembers: the leads that are kept near hold the same few names of pages and items over and
 * over, and who goes through them finds these in the processor's cache. Thread-safe.
 */
final class SharedTexts {
    private static final int REMEMBERED = 4_096;

    private final AtomicReferenceArray<@Nullable String> texts = new AtomicReferenceArray<>(REMEMBERED);

    String of(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 15) & REMEMBERED - 1;
        String known = texts.getOpaque(slot);
        if (known != null && known.equals(text)) {
            return known;
        }
        texts.setOpaque(slot, text);
        return text;
    }
}
