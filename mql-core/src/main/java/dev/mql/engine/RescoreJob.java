package dev.mql.engine;

import org.jspecify.annotations.Nullable;

/**
 * How far the work on one model version has come, as all nodes see it: one record, written by who holds the lease.
 *
 * @param model the version under which leads are decided anew
 * @param owner the node that is at it
 * @param leaseUntil after this instant any other node may go on, milliseconds since 1970 UTC
 * @param cursor where to go on in the store; empty at the beginning
 * @param done leads so far
 * @param total leads there are, an estimate until it is finished
 * @param startedAt milliseconds since 1970 UTC
 * @param finishedAt milliseconds since 1970 UTC; 0 while it goes on
 */
record RescoreJob(
        int model,
        String owner,
        long leaseUntil,
        String cursor,
        long done,
        long total,
        long startedAt,
        long finishedAt) {

    static RescoreJob begun(int model, long total, long now) {
        return new RescoreJob(model, "-", 0, "", 0, total, now, 0);
    }

    RescoreJob heldBy(String node, long until) {
        return new RescoreJob(model, node, until, cursor, done, total, startedAt, finishedAt);
    }

    RescoreJob startedAt(long instant) {
        return new RescoreJob(model, owner, leaseUntil, cursor, done, total, instant, finishedAt);
    }

    /** @param next where to go on; {@code null} if there is nothing more */
    RescoreJob passed(int leads, @Nullable String next, long now) {
        long all = done + leads;
        return next == null
                ? new RescoreJob(model, owner, 0, "", all, all, startedAt, now)
                : new RescoreJob(model, owner, leaseUntil, next, all, Math.max(total, all), startedAt, 0);
    }

    boolean finished() {
        return finishedAt != 0;
    }

    Rescore.Progress progress() {
        return new Rescore.Progress(model, done, total, startedAt, finishedAt);
    }

    /** One line of words, the cursor last since it may be empty. */
    String text() {
        return model + " " + owner + " " + leaseUntil + " " + done + " " + total + " " + startedAt + " " + finishedAt
                + " " + cursor;
    }

    /** Reads {@link #text}; {@code null} for anything else, so that a damaged record is only work done anew. */
    static @Nullable RescoreJob parse(String text) {
        String[] words = text.split(" ", -1);
        try {
            return words.length != 8
                    ? null
                    : new RescoreJob(
                            Integer.parseInt(words[0]),
                            words[1],
                            Long.parseLong(words[2]),
                            words[7],
                            Long.parseLong(words[3]),
                            Long.parseLong(words[4]),
                            Long.parseLong(words[5]),
                            Long.parseLong(words[6]));
        } catch (NumberFormatException damaged) {
            return null;
        }
    }
}
