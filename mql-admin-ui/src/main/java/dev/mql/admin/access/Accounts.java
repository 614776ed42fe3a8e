package dev.mql.admin.access;

import dev.mql.admin.web.Role;
import dev.mql.store.RecordStore;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** People with an account of ours, kept in the store so that any node knows them. Thread-safe; may block. */
public final class Accounts {
    private static final String KIND = "account";
    /** Says that there is an account; no hash has this id. */
    private static final String FIRST = "first";

    private static final String FORM = "1";

    private final RecordStore records;

    public Accounts(RecordStore records) {
        this.records = records;
    }

    /** A person who may sign in. */
    public record Account(String name, Role role) {}

    private record Stored(Account account, Password password) {}

    /**
     * Makes the first account, unless there is any account already.
     *
     * @return whether it was made now
     */
    public boolean createFirst(String name, String password) {
        if (!none()) {
            return false;
        }
        boolean made = create(name, password, Role.ADMIN);
        // Last, so that a crash in between leaves an account rather than a locked door.
        records.put(KIND, FIRST, 0, id(name), null);
        return made;
    }

    /** @return whether it was made; {@code false} if somebody has the name */
    public boolean create(String name, String password, Role role) {
        Password stored = Password.of(password);
        String text = String.join(
                "\n", FORM, name, role.name(), Integer.toString(stored.iterations()), stored.salt(), stored.hash());
        return records.put(KIND, id(name), 0, text, null);
    }

    /** Whether nobody could sign in at all. */
    public boolean none() {
        return records.get(KIND, FIRST) == null;
    }

    /** The account, if the password is its own; takes equally long for a name that nobody has. */
    public @Nullable Account check(String name, String password) {
        Stored stored = find(name);
        boolean matches = (stored == null ? Password.NOBODY : stored.password()).matches(password);
        return stored != null && matches ? stored.account() : null;
    }

    private @Nullable Stored find(String name) {
        RecordStore.Stored record = records.get(KIND, id(name));
        if (record == null) {
            return null;
        }
        String[] lines = record.text().split("\n", -1);
        return new Stored(
                new Account(lines[1], Role.valueOf(lines[2])),
                new Password(Integer.parseInt(lines[3]), lines[4], lines[5]));
    }

    /** One account per name, however it is written. */
    static String id(String name) {
        return Digests.hash(name.strip().toLowerCase(Locale.ROOT));
    }
}
