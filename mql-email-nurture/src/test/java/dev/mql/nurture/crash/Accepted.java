package dev.mql.nurture.crash;

/** A mail that the server has taken, whether the client heard of it or not. */
record Accepted(String recipient, String messageId) {}
