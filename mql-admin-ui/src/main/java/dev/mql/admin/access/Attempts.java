package dev.mql.admin.access;

import dev.mql.store.RecordStore;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Counts wrong passwords, on all nodes together: per account and network prefix, and per prefix over all accounts. Thread-safe; may
 * block.
 */
final class Attempts {
    static final int PER_ACCOUNT = 5;
    static final int PER_PREFIX = 50;
    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final String KIND = "signinfailure";
    private static final int TRIES = 8;

    private final RecordStore records;
    private final InstantSource clock;

    Attempts(RecordStore records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    boolean exhausted(String name, String address) {
        return count(account(name, address)).number() >= PER_ACCOUNT
                || count(prefix(address)).number() >= PER_PREFIX;
    }

    void failed(String name, String address) {
        add(account(name, address));
        add(prefix(address));
    }

    void succeeded(String name, String address) {
        records.delete(KIND, account(name, address));
    }

    private record Count(long version, int number, long until) {}

    private Count count(String id) {
        RecordStore.Stored stored = records.get(KIND, id);
        if (stored == null) {
            return new Count(0, 0, 0);
        }
        String[] words = stored.text().split(" ", -1);
        long until = Long.parseLong(words[1]);
        return new Count(stored.version(), until <= clock.millis() ? 0 : Integer.parseInt(words[0]), until);
    }

    private void add(String id) {
        for (int i = 0; i < TRIES; i++) {
            Count now = count(id);
            // The window begins with the first failure: whoever keeps trying does not lock the owner out for ever.
            long until = now.number() == 0 ? clock.millis() + WINDOW.toMillis() : now.until();
            String text = (now.number() + 1) + " " + until;
            if (records.put(KIND, id, now.version(), text, WINDOW)) {
                return;
            }
        }
    }

    private static String account(String name, String address) {
        return Digests.hash(Accounts.id(name) + ' ' + network(address));
    }

    private static String prefix(String address) {
        return Digests.hash("prefix " + network(address));
    }

    /** The first three bytes of an IPv4 address, the first three groups of an IPv6 one, whole or abbreviated; never all of it. */
    static String network(String address) {
        boolean six = address.indexOf(':') >= 0;
        String[] parts = address.split(six ? ":" : "\\.", -1);
        StringBuilder prefix = new StringBuilder();
        int abbreviated = -1;
        for (int i = 0; i < 3; i++) {
            // "::" stands for zeros up to the last groups, which are the device's own.
            if (six && abbreviated < 0 && i < parts.length && parts[i].isEmpty()) {
                abbreviated = i;
            }
            String part = abbreviated >= 0 ? "0" : i < parts.length - 1 ? parts[i] : "";
            prefix.append(i == 0 ? "" : six ? ":" : ".").append(part);
        }
        return prefix.toString();
    }
}
