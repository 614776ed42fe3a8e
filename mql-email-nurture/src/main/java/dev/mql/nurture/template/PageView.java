package dev.mql.nurture.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a page behind a mail's link says; no personal data. */
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
        boolean done,
        boolean form,
        @Nullable String reason,
        List<Choice> choices,
        @Nullable String question,
        @Nullable String button,
        MailView.@Nullable Link link) {

    record Choice(String value, String label) {}
}
