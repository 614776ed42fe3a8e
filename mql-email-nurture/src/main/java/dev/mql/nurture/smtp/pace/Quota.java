package dev.mql.nurture.smtp.pace;

/** Counts the mails of a day over all nodes. Thread-safe; may block; what it throws is passed on, and nothing was taken then. */
@FunctionalInterface
public interface Quota {

    /**
     * Takes a part of a day's mails for this node; it is never given back.
     *
     * @param day ISO date in UTC
     * @param wanted at least 1
     * @param quota the mails of that day, over all nodes
     * @return how many were taken, from 0, where none are left, to {@code wanted}
     */
    int take(String day, int wanted, int quota);
}
