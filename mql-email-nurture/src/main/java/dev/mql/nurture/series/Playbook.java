package dev.mql.nurture.series;

import dev.mql.json.InvalidFieldException;
import dev.mql.lead.Mailing.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All series of a shop and the limits over them, as one published version. Immutable.
 *
 * @param version 0 for the one that comes with the settings, one more with each publication
 * @param series in the order in which they are asked, at most {@value #MAX_SERIES}
 * @param author who published it, and
 * @param note why; at most 500 characters
 * @param publishedAt milliseconds since 1970 UTC
 */
public record Playbook(int version, List<Series> series, Limits limits, String author, String note, long publishedAt) {
    public static final int MAX_SERIES = 20;

    public Playbook {
        series = List.copyOf(series);
        Checks.that(series.size() <= MAX_SERIES, "series", "must be at most " + MAX_SERIES);
        Checks.that(author.length() <= 100, "author", "must be at most 100 characters");
        Checks.that(note.length() <= 500, "note", "must be at most 500 characters");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < series.size(); i++) {
            if (!ids.add(series.get(i).id())) {
                throw new InvalidFieldException("series[" + i + "].id", "stands twice");
            }
        }
    }

    public Optional<Series> series(String id) {
        return series.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    /** Those that may take up an occasion of this kind, first one first. */
    List<Series> on(Kind occasion) {
        return series.stream().filter(s -> s.occasion() == occasion && s.on()).toList();
    }

    /** With one series in the place of that of its id, or at the end. */
    public Playbook with(Series changed) {
        List<Series> all = new ArrayList<>(series);
        boolean known = false;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(changed.id())) {
                all.set(i, changed);
                known = true;
            }
        }
        if (!known) {
            all.add(changed);
        }
        return new Playbook(version, all, limits, author, note, publishedAt);
    }

    public Playbook with(Limits changed) {
        return new Playbook(version, series, changed, author, note, publishedAt);
    }

    Playbook published(int newVersion, String by, String why, long at) {
        return new Playbook(newVersion, series, limits, by, why, at);
    }
}
