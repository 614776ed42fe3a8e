package dev.mql.nurture.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of one language. A placeholder {@code {{name}}} is replaced once by plain text; what was put in is never looked at
 * again, so nothing that a stranger typed can name another placeholder.
 */
final class Words {
    private static final Words ENGLISH = load("en");
    private static final Map<String, Words> LANGUAGES = Stream.of(ENGLISH, load("de"), load("fr"), load("es"))
            .collect(Collectors.toUnmodifiableMap(w -> w.locale.getLanguage(), w -> w));
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

    private final Locale locale;
    private final Properties texts;

    private Words(Locale locale, Properties texts) {
        this.locale = locale;
        this.texts = texts;
    }

    /** The words for a reader; English where there are none in the reader's language. */
    static Words of(@Nullable Locale reader) {
        if (reader == null) {
            return ENGLISH;
        }
        Words words = LANGUAGES.get(reader.getLanguage());
        return words == null ? ENGLISH : new Words(reader, words.texts);
    }

    static Set<String> languages() {
        return LANGUAGES.keySet();
    }

    private static Words load(String language) {
        String file = "words_" + language + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside " + Words.class.getName());
            }
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new Words(Locale.forLanguageTag(language), texts);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whose way to write numbers and money goes with these words. */
    Locale locale() {
        return locale;
    }

    Set<String> keys() {
        return texts.stringPropertyNames();
    }

    /**
     * @throws IllegalStateException if the text is missing or names something that is not given
     */
    String say(String key, Map<String, String> given) {
        Matcher matcher = PLACEHOLDER.matcher(raw(key));
        return matcher.replaceAll(found -> {
            String value = given.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException(
                        "the words of \"" + key + "\" name {{" + found.group(1) + "}}, allowed are " + given.keySet());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** The text with its placeholders. */
    String raw(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("words for \"" + key + "\" are missing in " + locale.getLanguage());
        }
        return text;
    }

    String say(String key) {
        return say(key, Map.of());
    }
}
