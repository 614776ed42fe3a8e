package dev.mql.nurture.template;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of one mail, filled. For one thread. */
final class Said {
    private final MailText text;
    private final Values values;
    private final Words words;

    Said(TextBook.Found found, Values values) {
        this.text = found.words();
        this.values = values;
        this.words = Words.of(found.locale());
    }

    /** Those of the layout, in the same language. */
    Words words() {
        return words;
    }

    String subject() {
        return Plain.line(sure(text.subject()), 200);
    }

    String preview() {
        return sure(text.preview());
    }

    String headline() {
        return sure(text.headline());
    }

    List<String> paragraphs() {
        return text.paragraphs().stream().flatMap(this::ifSaid).toList();
    }

    List<String> closing() {
        return ifSaid(text.closing()).toList();
    }

    MailView.@Nullable Link button(String url) {
        String label = sure(text.button());
        return label.isEmpty() ? null : new MailView.Link(label, url);
    }

    Map<String, String> shop() {
        return Map.of("shop", values.of(Placeholder.SHOP_NAME));
    }

    /** Of a part that can not go; what it names is always there, as it was checked. */
    private String sure(Phrase phrase) {
        return Objects.requireNonNullElse(phrase.fill(values::of), "");
    }

    private Stream<String> ifSaid(Phrase phrase) {
        return Stream.ofNullable(phrase.fill(values::of)).filter(said -> !said.isEmpty());
    }
}
