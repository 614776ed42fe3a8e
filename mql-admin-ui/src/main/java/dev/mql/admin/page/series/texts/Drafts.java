package dev.mql.admin.page.series.texts;

import dev.mql.store.RecordStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Texts that somebody is writing, kept for a while so that frames can show them, by whichever node is asked. Thread-safe; may block. */
final class Drafts {
    private static final String KIND = "draft";
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final RecordStore records;
    private final SecureRandom random = new SecureRandom();

    Drafts(RecordStore records) {
        this.records = records;
    }

    /** @return under which it is found */
    String keep(String source) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        String name = HexFormat.of().formatHex(id);
        records.put(KIND, name, 0, source, KEPT);
        return name;
    }

    /** {@code null} if there is none any more. */
    @Nullable
    String find(String id) {
        if (!id.matches("[0-9a-f]{32}")) {
            return null;
        }
        RecordStore.Stored stored = records.get(KIND, id);
        return stored == null ? null : stored.text();
    }
}
