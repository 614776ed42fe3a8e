package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words a reader gets. */
class TextBookTest {
    private final Map<String, String> edited = new HashMap<>();
    private final TextBook book = new TextBook((key, language) -> edited.get(key + " " + language), "de");

    @ParameterizedTest
    @CsvSource({"de-AT,de-AT", "de,de", "fr-CA,fr-CA", "es,es", "en-GB,en-GB", "it,de", "zh-Hant-TW,de", "und,de"})
    void languageIsTheReadersOrTheShops(String reader, String used) {
        assertThat(book.find("cart.1", Locale.forLanguageTag(reader)).locale().toLanguageTag())
                .isEqualTo(used);
        assertThat(book.locale(Locale.forLanguageTag(reader)).toLanguageTag()).isEqualTo(used);
    }

    @Test
    void editedRegionComesBeforeTheLanguage() {
        edit("cart.1 de", "Deutsch");
        edit("cart.1 de-AT", "Österreich");

        assertThat(subject("cart.1", "de-AT")).isEqualTo("Österreich");
        assertThat(subject("cart.1", "de-CH")).isEqualTo("Deutsch");
        assertThat(subject("cart.1", "fr")).isEqualTo("Votre panier vous attend");
    }

    @Test
    void variantWithoutWordsOfItsOwnGivesWayAndIsCountedAsWhatItIs() {
        assertThat(book.find("cart.1@b", Locale.GERMAN).key()).isEqualTo("cart.1");

        edit("cart.1@b de", "Anders");
        assertThat(subject("cart.1@b", "de")).isEqualTo("Anders");
        assertThat(book.find("cart.1@b", Locale.GERMAN).key()).isEqualTo("cart.1@b");
        assertThat(book.find("cart.1@b", Locale.FRENCH).key()).isEqualTo("cart.1");
        assertThat(subject("cart.1", "de")).isEqualTo("In Ihrem Warenkorb liegt noch etwas");
    }

    @Test
    void changedWordsHoldAtOnceAndBrokenOnesGiveWay() {
        edit("cart.1 de", "Eins");
        assertThat(subject("cart.1", "de")).isEqualTo("Eins");
        edit("cart.1 de", "Zwei");
        assertThat(subject("cart.1", "de")).isEqualTo("Zwei");
        edited.put("cart.1 de", "subject: {{unknown}}");
        assertThat(subject("cart.1", "de")).isEqualTo("In Ihrem Warenkorb liegt noch etwas");
        edited.clear();
        assertThat(subject("cart.1", "de")).isEqualTo("In Ihrem Warenkorb liegt noch etwas");
    }

    @Test
    void editorBeginsWithWhatHolds() {
        assertThat(book.source("cart.1@b", "de-AT")).startsWith("subject: In Ihrem Warenkorb");
        edit("cart.1 de", "Deutsch");
        assertThat(book.source("cart.1@b", "de-AT")).startsWith("subject: Deutsch");
    }

    @ParameterizedTest
    @EnumSource
    void shippedWordsAreGoodAndAllThere(TextKey key) {
        for (String language : TextBook.LANGUAGES) {
            String source = TextBook.shipped().source(key.code(), language);
            assertThat(book.check(key.code(), language, source)).as(language).isEmpty();
            assertThat(source).as("no shouting").doesNotContain("!");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cart.9", "cart1", "", "cart.1@", "cart.1@B", "cart.1@bb", "../../etc/passwd"})
    void keyThatNobodyKnowsIsRefused(String key) {
        assertThatThrownBy(() -> book.find(key, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are confirm, cart.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"it", "de_AT", "de-at", "", "../de", "de-AT-x"})
    void languageThatNobodyKnowsIsRefused(String language) {
        assertThatThrownBy(() -> book.check("cart.1", language, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are en, de, fr, es");
        assertThatThrownBy(() -> book.source("cart.1", language)).isInstanceOf(IllegalArgumentException.class);
    }

    private void edit(String place, String subject) {
        edited.put(place, "subject: " + subject + "\npreview: p\nheadline: h\nbutton: b\n\nWords");
    }

    private String subject(String key, String reader) {
        return String.valueOf(
                book.find(key, Locale.forLanguageTag(reader)).words().subject().fill(p -> ""));
    }
}
