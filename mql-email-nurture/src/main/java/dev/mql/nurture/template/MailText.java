package dev.mql.nurture.template;

import java.util.List;

/**
 * The words of one mail in one language, parsed.
 *
 * @param closing a quiet word after the button; empty where there is none
 */
record MailText(
        Phrase subject, Phrase preview, Phrase headline, List<Phrase> paragraphs, Phrase button, Phrase closing) {
    MailText {
        paragraphs = List.copyOf(paragraphs);
    }
}
