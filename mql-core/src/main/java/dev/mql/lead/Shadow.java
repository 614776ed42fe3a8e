package dev.mql.lead;

/**
 * Where a lead stands under the challenger, the model that scores beside the published one and moves nobody.
 *
 * @param challenger number of the challenger
 * @param since when it would have become an MQL under it, milliseconds since 1970 UTC
 */
public record Shadow(int challenger, long since) {}
