package dev.mql.link;

import dev.mql.lead.LeadId;
import dev.mql.link.Links.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links of one mail as they are stored, one line each below a head. Read by nodes of another version too: a line of a purpose that
 * is not known here is left out.
 *
 * @param at when they were issued, milliseconds since 1970 UTC; 0 for those of before the time was kept
 * @param mail names the mail within the lead; empty where it was not kept
 */
record Issued(LeadId lead, long at, String mail, List<Entry> entries) {
    private static final String LAYOUT = "2";
    /** One that the store alone ends. */
    private static final long OPEN_END = Long.MAX_VALUE;

    static final int UNLIMITED = -1;

    Issued {
        entries = List.copyOf(entries);
    }

    /**
     * @param hash of the token
     * @param expires when it works no more, milliseconds since 1970 UTC
     * @param left how often it may still be used, or {@value Issued#UNLIMITED}
     */
    record Entry(
            Purpose purpose,
            String hash,
            long expires,
            int left,
            @Nullable String coupon,
            String subject,
            List<String> targets) {
        Entry {
            targets = List.copyOf(targets);
        }

        boolean over(long now) {
            return now >= expires || left == 0;
        }

        private String line() {
            List<String> fields = new ArrayList<>(List.of(
                    purpose.name(),
                    hash,
                    Long.toString(expires),
                    Integer.toString(left),
                    coupon == null ? "" : coupon,
                    subject));
            fields.addAll(targets);
            return String.join("\t", fields);
        }

        private static @Nullable Entry parse(String line) {
            String[] fields = line.split("\t", -1);
            Purpose purpose = named(fields[0]);
            return purpose == null
                    ? null
                    : new Entry(
                            purpose,
                            fields[1],
                            Long.parseLong(fields[2]),
                            Integer.parseInt(fields[3]),
                            fields[4].isEmpty() ? null : fields[4],
                            fields[5],
                            List.of(fields).subList(6, fields.length));
        }
    }

    String text() {
        StringBuilder text = new StringBuilder(String.join("\t", LAYOUT, lead.toString(), Long.toString(at), mail));
        entries.forEach(entry -> text.append('\n').append(entry.line()));
        return text.toString();
    }

    /** @return {@code null} if nothing in it is known here */
    static @Nullable Issued parse(String text) {
        String[] lines = text.split("\n", -1);
        String[] head = lines[0].split("\t", -1);
        LeadId lead = head.length < 4 || !head[0].equals(LAYOUT) ? null : LeadId.parse(head[1]);
        if (lead == null) {
            return null;
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            Entry entry = Entry.parse(line);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return new Issued(lead, Long.parseLong(head[2]), head[3], entries);
    }

    /**
     * A link of the first layout, which had a record for itself: {@code PURPOSE lead subject}.
     *
     * @param hash of the token under which it was found
     */
    static @Nullable Issued single(String text, String hash) {
        String[] parts = text.split(" ", 3);
        LeadId lead = parts.length < 3 ? null : LeadId.parse(parts[1]);
        Purpose purpose = named(parts[0]);
        return lead == null || purpose == null
                ? null
                : new Issued(
                        lead, 0, "", List.of(new Entry(purpose, hash, OPEN_END, UNLIMITED, null, parts[2], List.of())));
    }

    Issued used(Entry entry) {
        Entry less = new Entry(
                entry.purpose(),
                entry.hash(),
                entry.expires(),
                entry.left() - 1,
                entry.coupon(),
                entry.subject(),
                entry.targets());
        return new Issued(
                lead,
                at,
                mail,
                entries.stream().map(e -> e.equals(entry) ? less : e).toList());
    }

    long lastExpiry() {
        return entries.stream().mapToLong(Entry::expires).max().orElse(at);
    }

    private static @Nullable Purpose named(String name) {
        return Arrays.stream(Purpose.values())
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
