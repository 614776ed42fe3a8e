package dev.mql.nurture.crash;

import dev.mql.lead.Mailing;
import dev.mql.lead.Mailing.State;
import java.util.List;
import java.util.Optional;

/**
 * What became of the mails of one step, by the store and by the log of the mail server.
 *
 * @param sent as the store says, and the server has them
 * @param notSent skipped or given up, and the server does not have them
 * @param accepted different mails that the server has, over all steps
 * @param duplicates mails that the server has once more
 * @param skipped people with whom nothing has happened, or who got nothing though the store says so
 */
record Tally(int mails, int sent, int uncertain, int notSent, int accepted, int duplicates, int skipped) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    static Tally of(Optional<Mailing> mailing, List<Accepted> taken) {
        State state = mailing.map(Mailing::state).orElse(State.PLANNED);
        int different = (int) taken.stream().map(Accepted::messageId).distinct().count();
        boolean sent = state == State.SENT && different > 0;
        boolean notSent = state == State.DEAD || state == State.SKIPPED;
        boolean uncertain = state == State.UNCERTAIN;
        return new Tally(
                1,
                sent ? 1 : 0,
                uncertain ? 1 : 0,
                notSent ? 1 : 0,
                different,
                taken.size() - different,
                sent || notSent || uncertain ? 0 : 1);
    }

    Tally plus(Tally other) {
        return new Tally(
                mails + other.mails,
                sent + other.sent,
                uncertain + other.uncertain,
                notSent + other.notSent,
                accepted + other.accepted,
                duplicates + other.duplicates,
                skipped + other.skipped);
    }
}
