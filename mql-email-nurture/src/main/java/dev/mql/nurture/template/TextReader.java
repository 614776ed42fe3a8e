package dev.mql.nurture.template;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the source of a text: lines {@code subject:}, {@code preview:}, {@code headline:}, {@code button:} and maybe {@code closing:},
 * an empty line, then paragraphs with empty lines between them. All problems are told, each with its line. For one thread.
 */
final class TextReader {
    static final int MAX_SOURCE = 10_000;
    private static final int MAX_PARAGRAPHS = 12;

    /** The parts of a text, with the most characters that each may have. */
    enum Field {
        SUBJECT(150),
        PREVIEW(200),
        HEADLINE(120),
        BUTTON(40),
        CLOSING(600),
        PARAGRAPH(1_200);

        private final int most;

        Field(int most) {
            this.most = most;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Left out where something can not be filled; the others are always there. */
        boolean mayGo() {
            return this == PARAGRAPH || this == CLOSING;
        }
    }

    private final TextKey key;
    private final String code;
    private final String language;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Field, Phrase> head = new EnumMap<>(Field.class);
    private final List<Phrase> paragraphs = new ArrayList<>();
    private Phrase.Builder paragraph = new Phrase.Builder();
    private int paragraphLength;

    private TextReader(TextKey key, String code, String language) {
        this.key = key;
        this.code = code;
        this.language = language;
    }

    /** @param text {@code null} if the source can not be used */
    record Reading(@Nullable MailText text, List<Problem> problems) {}

    static Reading read(String code, String language, String source) {
        TextReader reader = new TextReader(TextKey.of(code), code, language);
        if (source.length() > MAX_SOURCE) {
            reader.error("", 1, "the text is too long: at most " + MAX_SOURCE + " characters");
            return new Reading(null, reader.problems);
        }
        reader.lines(source.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1));
        boolean fatal = reader.problems.stream().anyMatch(Problem::fatal);
        return new Reading(fatal ? null : reader.text(), List.copyOf(reader.problems));
    }

    private MailText text() {
        return new MailText(
                head.getOrDefault(Field.SUBJECT, Phrase.EMPTY),
                head.getOrDefault(Field.PREVIEW, Phrase.EMPTY),
                head.getOrDefault(Field.HEADLINE, Phrase.EMPTY),
                paragraphs,
                head.getOrDefault(Field.BUTTON, Phrase.EMPTY),
                head.getOrDefault(Field.CLOSING, Phrase.EMPTY));
    }

    private void lines(String[] lines) {
        int next = 0;
        while (next < lines.length && lines[next].isBlank()) {
            next++;
        }
        for (; next < lines.length && !lines[next].isBlank(); next++) {
            headLine(lines[next], next + 1);
        }
        for (; next < lines.length; next++) {
            if (lines[next].isBlank()) {
                endParagraph(next);
            } else {
                paragraphLine(lines[next].strip(), next + 1);
            }
        }
        endParagraph(lines.length);
        complete();
    }

    private void headLine(String line, int number) {
        int colon = line.indexOf(':');
        String word = colon < 0 ? "" : line.substring(0, colon).strip();
        Field field = fields().filter(f -> f.word().equals(word)).findFirst().orElse(null);
        if (field == null) {
            error(
                    "",
                    number,
                    (colon < 0 || word.length() > 20
                                    ? "a line of the head begins with its field"
                                    : "\"" + Plain.line(word, 20) + "\" is no field"
                                            + Meant.by(
                                                    word,
                                                    fields().map(Field::word).toList()))
                            + "; allowed are " + said() + ", and an empty line before the first paragraph");
            return;
        }
        String text = line.substring(colon + 1).strip();
        if (head.containsKey(field)) {
            error(field.word(), number, "the field is there twice");
        } else if (text.length() > field.most) {
            error(field.word(), number, tooLong(field));
        }
        Phrase.Builder phrase = new Phrase.Builder();
        new PhraseReader(this, key, field, phrase, number).read(text);
        head.put(field, phrase.build());
        if (field == Field.SUBJECT) {
            warnOfLength(phrase.build(), number);
        }
    }

    private void warnOfLength(Phrase subject, int number) {
        String example = subject.fill(Placeholder::example);
        if (example != null && example.length() > 50) {
            warn(
                    "subject",
                    number,
                    "with examples filled in it has " + example.length() + " characters; telephones show about 50");
        }
    }

    private void paragraphLine(String line, int number) {
        if (!paragraph.isEmpty()) {
            paragraph.literal(" ");
        }
        int before = paragraphLength;
        paragraphLength += line.length() + 1;
        if (before <= Field.PARAGRAPH.most && paragraphLength > Field.PARAGRAPH.most) {
            error("paragraph", number, tooLong(Field.PARAGRAPH));
        }
        new PhraseReader(this, key, Field.PARAGRAPH, paragraph, number).read(line);
    }

    private void endParagraph(int number) {
        if (!paragraph.isEmpty()) {
            paragraphs.add(paragraph.build());
            if (paragraphs.size() == MAX_PARAGRAPHS + 1) {
                error("paragraph", number, "there are too many paragraphs: at most " + MAX_PARAGRAPHS);
            }
        }
        paragraph = new Phrase.Builder();
        paragraphLength = 0;
    }

    private void complete() {
        fields().filter(f ->
                        f != Field.CLOSING && head.getOrDefault(f, Phrase.EMPTY).isEmpty())
                .forEach(f -> error(f.word(), 1, "the text needs a line \"" + f.word() + ": …\""));
        if (paragraphs.isEmpty()) {
            error("paragraph", 1, "the text needs a paragraph, after an empty line");
        }
    }

    private Stream<Field> fields() {
        return Stream.of(Field.SUBJECT, Field.PREVIEW, Field.HEADLINE, Field.BUTTON, Field.CLOSING)
                .filter(f -> f != Field.BUTTON || !key.asks());
    }

    private String said() {
        return String.join(", ", fields().map(Field::word).toList());
    }

    private static String tooLong(Field field) {
        return "it is too long: at most " + field.most + " characters";
    }

    void error(String field, int line, String message) {
        problems.add(new Problem(Problem.Weight.ERROR, language, code, field, line, message));
    }

    void warn(String field, int line, String message) {
        problems.add(new Problem(Problem.Weight.WARNING, language, code, field, line, message));
    }
}
