package dev.mql.nurture.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a page behind a mail's link says; no personal data.
 *
 * @param note a quiet line below a cart
 * @param missing what is not to be had of a cart, or not as much of it
 * @param reason the answer that was chosen before
 * @param options kinds of mail to choose from, in a form of their own
 */
record PageView(
        String lang,
        String shop,
        String home,
        String stylesheet,
        String address,
        String title,
        List<String> paragraphs,
        List<MailView.Line> lines,
        String totalLabel,
        String total,
        @Nullable String note,
        List<Missing> missing,
        boolean done,
        boolean form,
        @Nullable String reason,
        List<Choice> choices,
        @Nullable String question,
        @Nullable String button,
        @Nullable Options options,
        MailView.@Nullable Link link) {

    record Choice(String value, String label) {}

    record Missing(String title, List<String> lines) {}

    record Options(String title, List<Option> options, String button) {}

    /**
     * @param value word under which it is posted
     * @param help what it means, one sentence
     * @param wanted whether it is chosen now
     */
    record Option(String value, String label, String help, boolean wanted) {}
}
