package dev.mql.link;

import dev.mql.lead.LeadId;
import dev.mql.store.RecordStore;
import dev.mql.store.RecordStore.Stored;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How often the links of a mail were fetched, beside the lead: a fetch alone changes nothing of somebody. Mail gateways and previews
 * fetch links too; what they do is told apart as far as it can be, and worth nothing. Thread-safe; may block and throw
 * {@link dev.mql.store.StoreException}.
 */
public final class Fetches {
    private static final String KIND = "fetched";
    private static final Duration KEPT = Duration.ofDays(60);
    /** More is not counted: nobody needs to know, and a stranger shall not make us write. */
    private static final int MOST = 20;

    private final RecordStore records;
    private final InstantSource clock;

    Fetches(RecordStore records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * What is known of one mail; each number stops at {@value Fetches#MOST}.
     *
     * @param byPrograms fetches that no browser makes for its user
     * @param asPages fetches as a browser opens a page; a person, or a program that is good at it
     * @param last when the last of them was, milliseconds since 1970 UTC; 0 if there was none
     */
    public record Count(int byPrograms, int asPages, long last) {
        private static final Count NONE = new Count(0, 0, 0);

        private String text() {
            return byPrograms + " " + asPages + " " + last;
        }

        private static Count parse(String text) {
            String[] parts = text.split(" ", -1);
            return new Count(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
        }
    }

    /** Counts one; in a race with another one perhaps not. */
    public void note(Links.Link link, boolean asPage) {
        if (link.mail().isEmpty()) {
            return;
        }
        String id = id(link.lead(), link.mail());
        Stored stored = records.get(KIND, id);
        Count before = stored == null ? Count.NONE : Count.parse(stored.text());
        if ((asPage ? before.asPages() : before.byPrograms()) < MOST) {
            Count next = new Count(
                    before.byPrograms() + (asPage ? 0 : 1), before.asPages() + (asPage ? 1 : 0), clock.millis());
            records.put(KIND, id, stored == null ? 0 : stored.version(), next.text(), KEPT);
        }
    }

    /**
     * @param lead to whom the mail went
     * @param mail its name, as the links were issued with
     */
    public Count of(LeadId lead, String mail) {
        Stored stored = records.get(KIND, id(lead, mail));
        return stored == null ? Count.NONE : Count.parse(stored.text());
    }

    private static String id(LeadId lead, String mail) {
        return Links.hash(lead + " " + mail);
    }
}
