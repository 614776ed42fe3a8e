package dev.mql.lead;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lead did, in bounded space. Immutable; adding an event twice changes nothing.
 *
 * @param facts one per type and day, newest first
 * @param touches the last {@value #MAX_TOUCHES} events, newest first
 */
public record Activity(List<Fact> facts, List<Touch> touches) {
    public static final int MAX_TOUCHES = 64;
    public static final int MAX_FACTS = 200;
    public static final Activity NONE = new Activity(List.of(), List.of());

    private static final Comparator<Touch> NEWEST =
            Comparator.comparingLong(Touch::at).reversed().thenComparingLong(Touch::mark);
    private static final Comparator<Fact> NEWEST_FACT =
            Comparator.comparingLong(Fact::last).reversed().thenComparing(Fact::type);

    /** Whether an event with this mark is already in. */
    public boolean has(long mark) {
        for (Touch touch : touches) {
            if (touch.mark() == mark) {
                return true;
            }
        }
        return false;
    }

    /**
     * With one more event. The same object on the same day counts once; the day's fact is dated by its latest event.
     *
     * @param amount what the event measured, or 0
     */
    public Activity with(String type, long atMillis, long mark, @Nullable String object, double amount) {
        long at = atMillis - Math.floorMod(atMillis, 1_000L);
        String thing =
                object == null || object.length() <= Touch.MAX_OBJECT ? object : object.substring(0, Touch.MAX_OBJECT);
        int count = thing != null && sawToday(type, at, thing) ? 0 : 1;
        return new Activity(addFact(type, at, count, amount), addTouch(new Touch(type, at, mark, thing)));
    }

    private boolean sawToday(String type, long at, String object) {
        long day = Math.floorDiv(at, Fact.DAY);
        for (Touch touch : touches) {
            if (Math.floorDiv(touch.at(), Fact.DAY) == day
                    && object.equals(touch.object())
                    && touch.type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    private List<Fact> addFact(String type, long at, int count, double amount) {
        long day = Math.floorDiv(at, Fact.DAY);
        List<Fact> all = new ArrayList<>(facts.size() + 1);
        Fact changed = null;
        for (Fact fact : facts) {
            if (changed == null && fact.type().equals(type) && fact.day() == day) {
                changed = fact.plus(at, count, amount);
                all.add(changed);
            } else {
                all.add(fact);
            }
        }
        if (changed == null) {
            all.add(new Fact(type, at, count, amount));
        }
        return bounded(all);
    }

    /** Keeps the newest facts; the oldest ones of a type fold into its next older day. */
    private static List<Fact> bounded(List<Fact> all) {
        all.sort(NEWEST_FACT);
        while (all.size() > MAX_FACTS) {
            Fact oldest = all.remove(all.size() - 1);
            for (int i = all.size() - 1; i >= 0; i--) {
                if (all.get(i).type().equals(oldest.type())) {
                    all.set(i, all.get(i).plus(oldest.last(), oldest.count(), oldest.amount()));
                    break;
                }
            }
        }
        return List.copyOf(all);
    }

    private List<Touch> addTouch(Touch touch) {
        List<Touch> all = new ArrayList<>(touches.size() + 1);
        all.addAll(touches);
        all.add(touch);
        return newest(all);
    }

    private static List<Touch> newest(List<Touch> all) {
        all.sort(NEWEST);
        return List.copyOf(all.size() <= MAX_TOUCHES ? all : all.subList(0, MAX_TOUCHES));
    }

    /** Both histories as one; an event that is in both counts once. */
    public Activity merge(Activity other) {
        Activity sum = this;
        List<Touch> twice = new ArrayList<>();
        for (Touch touch : other.touches) {
            if (has(touch.mark())) {
                twice.add(touch);
            }
        }
        List<Fact> all = new ArrayList<>(sum.facts);
        for (Fact fact : other.facts) {
            add(all, fact, (int) twice.stream()
                    .filter(t -> t.type().equals(fact.type()) && Math.floorDiv(t.at(), Fact.DAY) == fact.day())
                    .count());
        }
        List<Touch> both = new ArrayList<>(touches);
        other.touches.stream().filter(t -> !twice.contains(t)).forEach(both::add);
        return new Activity(bounded(all), newest(both));
    }

    private static void add(List<Fact> all, Fact fact, int twice) {
        int fresh = Math.max(0, fact.count() - twice);
        for (int i = 0; i < all.size(); i++) {
            Fact mine = all.get(i);
            if (mine.type().equals(fact.type()) && mine.day() == fact.day()) {
                all.set(i, mine.plus(fact.last(), fresh, twice == 0 ? fact.amount() : 0));
                return;
            }
        }
        all.add(fact);
    }
}
