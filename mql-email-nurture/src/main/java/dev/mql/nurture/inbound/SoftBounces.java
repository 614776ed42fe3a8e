package dev.mql.nurture.inbound;

import dev.mql.store.RecordStore;
import dev.mql.store.Retries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Counts by address how often mail to it was given up for now. Five mails within 30 days, the first and the last at least seven days
 * apart, and the address is taken for dead; a full mailbox of one week is not. Thread-safe; blocks.
 */
final class SoftBounces {
    private static final String KIND = "softbounce";
    private static final int LIMIT = 5;
    private static final int MOST = 20;
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final Pattern ENTRY = Pattern.compile("(\\d{1,15}):([0-9a-f]{1,8})");
    private static final long LEAST_MILLIS = Duration.ofDays(7).toMillis();

    private final RecordStore records;
    private final InstantSource clock;

    SoftBounces(RecordStore records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    private record Bounce(long at, String mail) {}

    /**
     * One more; the same mail counts once.
     *
     * @param mail names it
     * @return whether that is enough to leave the address alone; again for each report from then on
     */
    boolean enough(String addressHash, String mail) {
        String name = name(mail);
        for (Retries retries = new Retries("the bounces of an address"); ; retries.lost()) {
            long now = clock.millis();
            RecordStore.Stored stored = records.get(KIND, addressHash);
            List<Bounce> all = stored == null ? new ArrayList<>() : read(stored.text(), now - WINDOW.toMillis());
            if (all.stream().noneMatch(bounce -> bounce.mail().equals(name))) {
                all.add(new Bounce(now, name));
                if (all.size() > MOST) {
                    all.remove(1); // the first one tells how long it has been so
                }
                long version = stored == null ? 0 : stored.version();
                if (!records.put(KIND, addressHash, version, text(all), WINDOW)) {
                    continue;
                }
            }
            return all.size() >= LIMIT
                    && all.get(all.size() - 1).at() - all.get(0).at() >= LEAST_MILLIS;
        }
    }

    private static List<Bounce> read(String text, long after) {
        List<Bounce> all = new ArrayList<>();
        Matcher matcher = ENTRY.matcher(text);
        while (matcher.find()) {
            long at = Long.parseLong(matcher.group(1));
            if (at > after) {
                all.add(new Bounce(at, matcher.group(2)));
            }
        }
        return all;
    }

    private static String text(List<Bounce> all) {
        StringBuilder text = new StringBuilder();
        all.forEach(bounce -> text.append(text.isEmpty() ? "" : " ")
                .append(bounce.at())
                .append(':')
                .append(bounce.mail()));
        return text.toString();
    }

    /** Short, and no token: who reads the store learns none. */
    private static String name(String mail) {
        CRC32 sum = new CRC32();
        sum.update(mail.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
