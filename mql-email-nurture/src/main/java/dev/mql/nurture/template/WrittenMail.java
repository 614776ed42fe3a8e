package dev.mql.nurture.template;

/**
 * A mail ready to be sent: both parts say the same and hold the same links.
 *
 * @param subject one line, at most 200 characters
 * @param language tag in which it is written, for example {@code de-AT}
 * @param textKey which words it has: with the variant only if that has words of its own
 */
public record WrittenMail(String subject, String html, String text, String language, String textKey) {}
