package dev.mql.nurture.send;

import dev.mql.nurture.smtp.pace.Quota;
import dev.mql.store.RecordStore;
import java.time.Duration;

/** Counts the mails of a day in the store, so that all nodes count together. Throws {@link dev.mql.store.StoreException}. */
public final class DailyQuota implements Quota {
    private static final String KIND = "mailday";
    private static final Duration KEPT = Duration.ofDays(3);

    private final RecordStore records;

    public DailyQuota(RecordStore records) {
        this.records = records;
    }

    @Override
    public int take(String day, int wanted, int quota) {
        while (true) { // whoever loses has seen another node take some, which it can do only so often
            RecordStore.Stored stored = records.get(KIND, day);
            int used = stored == null ? 0 : Integer.parseInt(stored.text());
            int taken = Math.min(wanted, quota - used);
            if (taken <= 0) {
                return 0;
            }
            String text = Integer.toString(used + taken);
            if (records.put(KIND, day, stored == null ? 0 : stored.version(), text, KEPT)) {
                return taken;
            }
        }
    }
}
