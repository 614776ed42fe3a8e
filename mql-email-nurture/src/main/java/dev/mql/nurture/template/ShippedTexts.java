package dev.mql.nurture.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of one language as they ship: one file, in which a line {@code == cart.1} begins each text. */
final class ShippedTexts {
    private static final String HEAD = "== ";
    private static final ShippedTexts NONE = new ShippedTexts();
    private static final Map<String, ShippedTexts> ALL =
            TextBook.LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), ShippedTexts::load));

    private final Map<TextKey, String> sources = new EnumMap<>(TextKey.class);
    private final Map<TextKey, MailText> words = new EnumMap<>(TextKey.class);

    private ShippedTexts() {}

    /** Empty for a tag that is none of the languages. */
    static ShippedTexts of(String language) {
        return ALL.getOrDefault(language, NONE);
    }

    @Nullable
    MailText words(TextKey key) {
        return words.get(key);
    }

    String source(TextKey key) {
        return sources.getOrDefault(key, "");
    }

    private static ShippedTexts load(String language) {
        String file = "mails_" + language + ".txt";
        try (InputStream in = ShippedTexts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing beside " + ShippedTexts.class.getName());
            }
            return parse(file, language, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ShippedTexts parse(String file, String language, String all) {
        ShippedTexts texts = new ShippedTexts();
        for (String section : ("\n" + all).split("\n" + HEAD, -1)) {
            int end = section.indexOf('\n');
            if (section.startsWith("\n") || end < 0) {
                continue; // what is said before the first text
            }
            TextKey key = TextKey.of(section.substring(0, end).strip());
            String source = section.substring(end + 1).strip() + "\n";
            TextReader.Reading reading = TextReader.read(key.code(), language, source);
            MailText words = reading.text();
            if (words == null) {
                throw new IllegalStateException(file + " can not be used: " + reading.problems());
            }
            texts.sources.put(key, source);
            texts.words.put(key, words);
        }
        for (TextKey key : TextKey.values()) {
            if (!texts.words.containsKey(key)) {
                throw new IllegalStateException(file + " has no words for " + key);
            }
        }
        return texts;
    }
}
