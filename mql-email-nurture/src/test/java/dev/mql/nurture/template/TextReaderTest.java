package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a marketer may write, and how a mistake is told. */
class TextReaderTest {
    private static final String HEAD =
            "subject: A subject\npreview: A preview\nheadline: A headline\nbutton: A button\n\n";

    @Test
    void goodTextHasNoProblem() {
        assertThat(errors("Hello {{lead.firstName|there}},\n\nyour {{cart.first}} costs {{cart.total}}."))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Hello {{lead.fristName|you}}~did you mean \"lead.firstName\"?",
                "{{constructor.constructor('alert(1)')()}}~is unknown; allowed here are lead.firstName, company",
                "Your order {{order.number}}~{{order.number}} is never known in this mail",
                "Hello {{lead.firstName~\"{{\" is never closed",
                "Hello lead.firstName}}~\"}}\" closes nothing",
                "{{{cart.total}}}~is unknown",
                "{{cart.total|a{b}}~has a brace",
                "{{}}~is unknown",
                "{{lead.firstName\u202e}}~can not be shown: U+202E",
                "a\tb~can not be shown: U+0009"
            })
    void mistakeIsToldWithItsLineAndWhatIsAllowed(String line, String told) {
        List<Problem> problems = errors("First.\n\n" + line);

        assertThat(problems).hasSizeGreaterThanOrEqualTo(1);
        assertThat(problems.get(0).toString())
                .startsWith("en, cart.1, line 8 (paragraph): ")
                .contains(told);
    }

    @Test
    void fieldThatNobodyKnowsIsToldWithTheKnownOnes() {
        assertThat(read("subjct: x\n\nWords"))
                .first()
                .hasToString(
                        "en, cart.1, line 1: \"subjct\" is no field; did you mean \"subject\"?; allowed are subject,"
                                + " preview, headline, button, closing, and an empty line before the first paragraph");
    }

    @Test
    void everyMissingFieldIsTold() {
        assertThat(read("subject: x"))
                .extracting(Problem::field)
                .contains("preview", "headline", "button", "paragraph");
    }

    @Test
    void placeholderThatMayBeEmptyNeedsWordsForThatCaseInTheSubject() {
        assertThat(read(HEAD.replace("A subject", "For {{lead.firstName}}") + "Words"))
                .singleElement()
                .asString()
                .contains("line 1 (subject): {{lead.firstName}} may be empty", "{{lead.firstName|…}}");
        assertThat(read(HEAD.replace("A subject", "For {{cart.total}}") + "Words"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${T(java.lang.Runtime).getRuntime().exec('id')}",
                "[[${7*7}]]",
                "__${7*7}__",
                "#{mail.total}",
                "<b th:text=\"${7*7}\">x</b>",
                "<script>alert(1)</script>",
                "[(${7*7})]"
            })
    void foreignLanguageIsOnlyTextAndTheEditorSaysSo(String foreign) {
        assertThat(read(HEAD + foreign))
                .singleElement()
                .satisfies(p -> assertThat(p.weight()).isEqualTo(Problem.Weight.WARNING))
                .asString()
                .startsWith("en, cart.1, line 6 (paragraph): ")
                .contains("is shown as it stands");

        EditedTexts edited = (key, language) -> HEAD.replace("A headline", foreign) + foreign;
        MailTemplates templates = new MailTemplates(Samples.SHOP, new TextBook(edited, "en"), Layout.shipped());
        WrittenMail mail = templates.write(Samples.content("cart.1", java.util.Locale.ENGLISH, "https://x.example/"));
        String html = org.jsoup.Jsoup.parse(mail.html()).text();
        assertThat(html).contains(foreign).doesNotContain("49");
        assertThat(mail.text().replace('\n', ' ')).contains(foreign).doesNotContain("49");
    }

    @Test
    void longSubjectIsUsableAndWarnedOf() {
        assertThat(read(HEAD.replace("A subject", "x".repeat(51)) + "Words"))
                .singleElement()
                .asString()
                .contains("51 characters");
        assertThat(read(HEAD.replace("A subject", "x".repeat(151)) + "Words"))
                .anyMatch(p -> p.fatal() && p.message().contains("at most 150"));
    }

    @Test
    void tooMuchIsRefused() {
        assertThat(read("x".repeat(TextReader.MAX_SOURCE + 1))).singleElement().matches(Problem::fatal);
        assertThat(errors("w ".repeat(700))).isNotEmpty();
        assertThat(errors("Words\n\n".repeat(13))).isNotEmpty();
    }

    @Test
    void textOfAMailThatAsksHasNoButton() {
        assertThat(TextReader.read("satisfaction.1", "en", HEAD + "Words").problems())
                .singleElement()
                .asString()
                .contains("line 4: \"button\" is no field");
    }

    @Test
    void linesOfOtherSystemsAndHardBreaksAreRead() {
        TextReader.Reading reading =
                TextReader.read("cart.1", "en", (HEAD + "One\ntwo.\n\n\nThree.").replace("\n", "\r\n"));

        assertThat(java.util.Objects.requireNonNull(reading.text()).paragraphs())
                .extracting(p -> p.fill(x -> ""))
                .containsExactly("One two.", "Three.");
    }

    private static List<Problem> errors(String paragraphs) {
        return read(HEAD + paragraphs).stream().filter(Problem::fatal).toList();
    }

    private static List<Problem> read(String source) {
        return TextReader.read("cart.1", "en", source).problems();
    }
}
