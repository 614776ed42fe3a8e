package dev.mql.nurture.crash;

import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Mailing.State;
import dev.mql.store.Change;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets a node work once it is told to, and ends its process at the n-th mail that gets to a point. */
final class KillSwitch implements Tap {
    private final AtomicInteger left = new AtomicInteger();
    private volatile @Nullable Point point;
    private volatile boolean open;

    /** From now on the node works, and does not die of this. */
    void go() {
        open = true;
    }

    void goUntil(Point deadly, int nth) {
        left.set(nth);
        point = deadly;
        open = true;
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public void taken(List<LeadId> leads) {
        if (!leads.isEmpty()) {
            reached(Point.Where.TAKEN, List.of());
        }
    }

    @Override
    public void before(List<Change> changes) {
        reached(Point.Where.BEFORE, changes);
    }

    @Override
    public void after(List<Change> changes) {
        reached(Point.Where.AFTER, changes);
    }

    private void reached(Point.Where where, List<Change> changes) {
        Point deadly = point;
        if (deadly == null || deadly.where != where) {
            return;
        }
        State state = deadly.state;
        int mails = state == null
                ? 1
                : changes.stream().mapToInt(change -> entering(change, state)).sum();
        if (mails > 0 && left.addAndGet(-mails) <= 0) {
            Runtime.getRuntime().halt(9);
        }
    }

    /** How many mails the change brings into a state. */
    private static int entering(Change change, State state) {
        Lead before = change.before();
        return (int) change.after().mails().stream()
                .filter(mail -> mail.state() == state)
                .filter(mail -> before.mail(mail.kind(), mail.subject(), mail.step())
                        .filter(was -> was.state() == state)
                        .isEmpty())
                .count();
    }
}
