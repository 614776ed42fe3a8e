package dev.mql.admin.access;

import dev.mql.admin.web.Role;
import dev.mql.store.RecordStore;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, kept in the store so that any node serves them; only the hash of an id is stored. A session ends 30 minutes after its
 * last use and 12 hours after sign-in. Thread-safe; may block.
 */
final class Sessions {
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration ABSOLUTE = Duration.ofHours(12);
    /** The last use is written at most this often. */
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private static final String KIND = "session";
    private static final int ID_LENGTH = 43;

    private final RecordStore records;
    private final InstantSource clock;

    Sessions(RecordStore records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * @param began when, milliseconds since 1970 UTC
     * @param seen the last use, to the minute
     */
    record Session(String name, Role role, long began, long seen) {}

    /** Begins a session under a new id. */
    String begin(Accounts.Account account) {
        String id = Digests.random();
        long now = clock.millis();
        write(id, 0, new Session(account.name(), account.role(), now, now));
        return id;
    }

    /** The session of a cookie; {@code null} if there is none or it has ended. */
    @Nullable
    Session find(String id) {
        if (id.length() != ID_LENGTH) {
            return null;
        }
        RecordStore.Stored stored = records.get(KIND, Digests.hash(id));
        if (stored == null) {
            return null;
        }
        String[] lines = stored.text().split("\n", -1);
        Session session =
                new Session(lines[0], Role.valueOf(lines[1]), Long.parseLong(lines[2]), Long.parseLong(lines[3]));
        long now = clock.millis();
        if (now - session.seen() >= IDLE.toMillis() || now - session.began() >= ABSOLUTE.toMillis()) {
            end(id);
            return null;
        }
        if (now - session.seen() >= GRAIN.toMillis()) {
            write(id, stored.version(), new Session(session.name(), session.role(), session.began(), now));
        }
        return session;
    }

    void end(String id) {
        records.delete(KIND, Digests.hash(id));
    }

    private void write(String id, long version, Session session) {
        String text = String.join(
                "\n",
                session.name(),
                session.role().name(),
                Long.toString(session.began()),
                Long.toString(session.seen()));
        long left = session.began() + ABSOLUTE.toMillis() - clock.millis();
        Duration ttl = Duration.ofMillis(Math.min(IDLE.toMillis(), left));
        records.put(KIND, Digests.hash(id), version, text, ttl);
    }
}
