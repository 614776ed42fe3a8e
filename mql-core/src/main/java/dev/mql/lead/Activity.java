package dev.mql.lead;

import dev.mql.event.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a lead did, in bounded space. Immutable. The same events give the same activity, in whatever order they come, and a repeated
 * one changes nothing, as long as it comes within {@link #LATE_MILLIS} of its time and no more than {@value #MAX_TOUCHES} came since.
 *
 * @param touches the last {@value #MAX_TOUCHES} events, newest first
 * @param folded what was before them: one fact per type and day, newest first
 * @param from what happened up to this instant counts for nothing any more; 0 if everything counts; milliseconds since 1970 UTC
 */
public record Activity(List<Touch> touches, List<Fact> folded, long from) {
    public static final int MAX_TOUCHES = 400;
    public static final int MAX_FACTS = 100;
    /** How late an event may come: seven days. */
    public static final long LATE_MILLIS = 7 * Fact.DAY;

    public static final Activity NONE = new Activity(List.of(), List.of(), 0);

    private static final Comparator<Touch> NEWEST = Comparator.comparingLong(Touch::at)
            .reversed()
            .thenComparing(Touch::type)
            .thenComparing(t -> t.object() == null ? "" : t.object())
            .thenComparingLong(Touch::mark);
    private static final Comparator<Fact> NEWEST_FACT =
            Comparator.comparingLong(Fact::last).reversed().thenComparing(Fact::type);

    /** Whether an event with this mark is in, and not yet too old to come again. */
    public boolean has(long mark) {
        // Every event asks this of some hundred others: without an iterator it costs a third.
        for (int i = 0, size = touches.size(); i < size; i++) {
            if (touches.get(i).mark() == mark) {
                return true;
            }
        }
        return false;
    }

    /** Whether there ever was an event of this type. */
    public boolean did(String type) {
        for (Touch touch : touches) {
            if (touch.type().equals(type)) {
                return true;
            }
        }
        for (Fact fact : folded) {
            if (fact.type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    /** When the latest event of this type was, milliseconds since 1970 UTC; 0 if there was none. */
    public long lastOf(String type) {
        for (Touch touch : touches) {
            if (touch.type().equals(type)) {
                return touch.at();
            }
        }
        for (Fact fact : folded) {
            if (fact.type().equals(type)) {
                return fact.last();
            }
        }
        return 0;
    }

    /** How many events are known. */
    public int size() {
        return touches.size() + folded.stream().mapToInt(Fact::count).sum();
    }

    /** With one more event; the same instance if it is in already. */
    public Activity with(Touch touch) {
        return has(touch.mark()) ? this : plus(touch);
    }

    /** With one more event whose mark is not in; the same instance if it is in already, though too old to bear its mark. */
    public Activity plus(Touch touch) {
        if (isOldRepeat(touch)) {
            return this;
        }
        int place = 0;
        while (place < touches.size() && NEWEST.compare(touches.get(place), touch) <= 0) {
            place++;
        }
        Touch[] all = touches.toArray(new Touch[touches.size() + 1]);
        System.arraycopy(all, place, all, place + 1, touches.size() - place);
        all[place] = touch;
        return of(Arrays.asList(all), folded, from);
    }

    /** What is too old to carry its mark is recognised by type, second and object. */
    private boolean isOldRepeat(Touch touch) {
        if (touches.isEmpty() || touch.at() >= touches.get(0).at() - LATE_MILLIS) {
            return false;
        }
        for (Touch old : touches) {
            if (old.mark() == 0
                    && old.at() == touch.at()
                    && old.type().equals(touch.type())
                    && Objects.equals(old.object(), touch.object())) {
                return true;
            }
        }
        return false;
    }

    /** Both histories as one; an event that is in both counts once. */
    public Activity merge(Activity other) {
        List<Touch> all = new ArrayList<>(touches);
        for (Touch touch : other.touches) {
            if (touch.mark() == 0 ? !touches.contains(touch) : !has(touch.mark())) {
                all.add(touch);
            }
        }
        all.sort(NEWEST);
        List<Fact> facts = new ArrayList<>(folded);
        facts.addAll(other.folded);
        return of(all, facts, Math.max(from, other.from));
    }

    /** Without the event of this mark, if it is not yet too old to bear it. */
    public Activity withoutMark(long mark) {
        return has(mark)
                ? new Activity(touches.stream().filter(t -> t.mark() != mark).toList(), folded, from)
                : this;
    }

    /** Without what was seen for a purpose up to an instant. */
    public Activity without(Purpose purpose, long until) {
        return without(purpose, Long.MIN_VALUE, until);
    }

    /** Without what was seen for a purpose between two instants; what is folded into days goes only as a whole. */
    public Activity without(Purpose purpose, long since, long until) {
        return new Activity(
                touches.stream()
                        .filter(t -> t.at() > until || t.at() < since || Purpose.of(t.type()) != purpose)
                        .toList(),
                folded.stream()
                        .filter(f -> f.last() > until || f.last() < since || Purpose.of(f.type()) != purpose)
                        .toList(),
                from);
    }

    /** Everything up to an instant counts for nothing any more. */
    public Activity startedAnew(long at) {
        return new Activity(touches, folded, Math.max(from, at));
    }

    /** @param sorted nobody else's */
    private static Activity of(List<Touch> sorted, List<Fact> facts, long from) {
        int kept = sorted.size();
        while (kept > MAX_TOUCHES) {
            kept = endOfOldestDay(sorted, kept);
        }
        List<Fact> folded = kept == sorted.size() && facts.size() <= MAX_FACTS ? facts : folded(facts, sorted, kept);
        List<Touch> rest = kept == sorted.size() ? sorted : new ArrayList<>(sorted.subList(0, kept));
        return new Activity(unmarked(rest), List.copyOf(folded), from);
    }

    /** Whole days are folded, so that the same thing on one day is never counted in two places; but for one day that is too full alone. */
    private static int endOfOldestDay(List<Touch> sorted, int end) {
        long day = sorted.get(end - 1).day();
        int first = end;
        while (first > 0 && sorted.get(first - 1).day() == day) {
            first--;
        }
        return first == 0 ? MAX_TOUCHES : first;
    }

    /** Done in place, and not copied: lists of some hundred are made anew with every event. */
    private static List<Touch> unmarked(List<Touch> sorted) {
        long late = sorted.isEmpty() ? 0 : sorted.get(0).at() - LATE_MILLIS;
        for (int i = sorted.size() - 1; i >= 0 && sorted.get(i).at() < late; i--) {
            Touch touch = sorted.get(i);
            if (touch.mark() != 0) {
                sorted.set(i, new Touch(touch.type(), touch.at(), 0, touch.object(), touch.props()));
            }
        }
        return Collections.unmodifiableList(sorted);
    }

    private static List<Fact> folded(List<Fact> facts, List<Touch> touches, int first) {
        Map<String, Fact> byDay = new LinkedHashMap<>();
        for (Fact fact : facts) {
            byDay.merge(fact.type() + ' ' + fact.day(), fact, Fact::plus);
        }
        for (int i = first; i < touches.size(); i++) {
            Touch touch = touches.get(i);
            boolean counted = touches.subList(0, i).stream()
                    .noneMatch(newer -> newer.sameObject(touch) && newer.day() == touch.day());
            byDay.merge(
                    touch.type() + ' ' + touch.day(),
                    new Fact(touch.type(), touch.at(), counted ? 1 : 0, touch.measure()),
                    Fact::plus);
        }
        List<Fact> all = new ArrayList<>(byDay.values());
        all.sort(NEWEST_FACT);
        while (all.size() > MAX_FACTS) {
            joinOldest(all);
        }
        return all;
    }

    /** The oldest fact goes into the next older day of its type; a type's only fact gives way to nobody, so the next one is tried. */
    private static void joinOldest(List<Fact> all) {
        for (int oldest = all.size() - 1; oldest > 0; oldest--) {
            for (int i = oldest - 1; i >= 0; i--) {
                if (all.get(i).type().equals(all.get(oldest).type())) {
                    all.set(i, all.get(i).plus(all.get(oldest)));
                    all.remove(oldest);
                    return;
                }
            }
        }
        all.remove(all.size() - 1);
    }
}
