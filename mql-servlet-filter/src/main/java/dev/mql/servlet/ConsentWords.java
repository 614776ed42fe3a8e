package dev.mql.servlet;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import dev.mql.event.Purpose;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words by which a consent tool's cookie lists what was agreed to. Cookies are written by anybody: the expressions made here are
 * the same for Java and JavaScript, and take time in proportion to the text.
 */
final class ConsentWords {
    private static final Pattern PAIR = Pattern.compile("([a-z]+):([A-Za-z0-9_-]{1,64}(?::[A-Za-z0-9_-]{1,64})?)");
    private static final String ENCODED = "%\\w\\w";
    /** What tools put between a name and its value: {@code :} or {@code =}, quotes around them, all of it encoded or not. */
    private static final String BETWEEN = "(" + ENCODED + "|[^\\w;%]){1,9}";

    private ConsentWords() {}

    /** @throws ConfigException if the setting is no list of words for purposes */
    static Map<Purpose, String> of(Config config) {
        Map<Purpose, String> words = new EnumMap<>(Purpose.class);
        String text = config.get(Settings.CONSENT_PURPOSES).strip();
        for (String pair : text.isEmpty() ? new String[0] : text.split("\\s+", -1)) {
            Matcher matcher = PAIR.matcher(pair);
            Purpose purpose = matcher.matches() ? Purpose.parse(matcher.group(1)) : null;
            if (purpose == null || purpose == Purpose.SERVICE) {
                throw refused(
                        config,
                        "\"" + pair
                                + "\" must be behaviour, advertising or mail, a colon and the word for it in the cookie,"
                                + " such as behaviour:analytics or behaviour:analytics:yes");
            }
            String word = matcher.group(2);
            if (words.put(purpose, word) != null) {
                throw refused(config, purpose.word() + " is given twice");
            }
            if (Pattern.compile(listed(word))
                    .matcher(config.get(Settings.CONSENT_DENIED))
                    .lookingAt()) {
                throw refused(config, "\"" + word + "\" is found in mql.consent.denied: a no would be read as a yes");
            }
        }
        return words;
    }

    private static ConfigException refused(Config config, String sentence) {
        return new ConfigException(List.of(config.refusal(Settings.CONSENT_PURPOSES, sentence)));
    }

    /**
     * Finds the yes to a purpose in all cookies.
     *
     * @param granted the value that stands for all purposes
     * @param word {@code null} if the shop asks nobody for this purpose by itself
     */
    static String pattern(String cookie, String granted, @Nullable String word) {
        return "(^|; ?)" + escaped(cookie) + "=(" + escaped(granted) + "(;|$)"
                + (word == null ? "" : "|" + listed(word)) + ")";
    }

    /** A word that is not a part of a longer one. */
    private static String listed(String word) {
        return "([^;]*(" + ENCODED + "|[^\\w;%-]))?" + word.replace(":", BETWEEN) + "(?![\\w-])";
    }

    static String escaped(String text) {
        return text.replaceAll("[^A-Za-z0-9_=-]", "\\\\$0");
    }
}
