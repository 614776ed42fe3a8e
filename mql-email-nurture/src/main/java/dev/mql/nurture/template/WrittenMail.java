package dev.mql.nurture.template;

/**
 * A mail ready to be sent: both parts say the same and hold the same links.
 *
 * @param subject one line, at most 200 characters
 */
public record WrittenMail(String subject, String html, String text) {}
