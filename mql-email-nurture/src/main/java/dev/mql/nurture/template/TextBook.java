package dev.mql.nurture.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which words go out: those that marketers edited, else those that ship. The language is the reader's as exactly as there is one
 * ({@code de-AT}, then {@code de}), else the shop's, else English; a variant without words of its own in it gives way to its text.
 * Thread-safe.
 */
public final class TextBook {
    /** In these everything is there; a text may be edited for one of them or for a region of one, such as {@code de-AT}. */
    public static final List<String> LANGUAGES = List.of("en", "de", "fr", "es");

    private static final Pattern TAG = Pattern.compile("([a-z]{2})(?:-[A-Z]{2})?");

    private final EditedTexts edited;
    private final List<String> defaults;
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    /** An edited source and what it means; {@code null} if it can not be used. */
    private record Parsed(String source, @Nullable MailText text) {}

    /**
     * @param key as which it is counted: with the variant if that has words of its own
     * @param locale in which money and dates are written with these words
     */
    record Found(TextKey text, String key, Locale locale, MailText words) {}

    /** @param defaultLanguage one of {@link #LANGUAGES}, for readers whose language is none of them */
    public TextBook(EditedTexts edited, String defaultLanguage) {
        if (!LANGUAGES.contains(defaultLanguage)) {
            throw new IllegalArgumentException("no mails are written in \"" + Plain.line(defaultLanguage, 20)
                    + "\"; there are " + String.join(", ", LANGUAGES));
        }
        this.edited = edited;
        this.defaults = defaultLanguage.equals("en") ? List.of("en") : List.of(defaultLanguage, "en");
    }

    /** The same with one text as somebody is writing it. */
    TextBook trying(String key, String language, String source) {
        TextKey.of(key);
        languageOf(language);
        return new TextBook(
                (code, tag) -> code.equals(key) && tag.equals(language) ? source : edited.source(code, tag),
                defaults.get(0));
    }

    /** The words as they ship, English where a reader's language is not among them. */
    public static TextBook shipped() {
        return new TextBook(EditedTexts.NONE, "en");
    }

    /**
     * The words for a reader.
     *
     * @param code of a text, with its variant
     * @throws IllegalArgumentException if there is no such text
     */
    Found find(String code, @Nullable Locale reader) {
        TextKey key = TextKey.of(code);
        for (String tag : tags(reader)) {
            Locale locale = locale(tag, reader);
            MailText own = edited(code, tag);
            if (own != null) {
                return new Found(key, code, locale, own);
            }
            MailText usual = code.equals(key.code()) ? null : edited(key.code(), tag);
            MailText words = usual != null ? usual : ShippedTexts.of(tag).words(key);
            if (words != null) {
                return new Found(key, key.code(), locale, words);
            }
        }
        throw new IllegalStateException("English has words for " + key);
    }

    /** The language in which a reader is written to, and whose way to write money and dates goes with it. */
    Locale locale(@Nullable Locale reader) {
        return tags(reader).stream()
                .filter(LANGUAGES::contains)
                .findFirst()
                .map(tag -> locale(tag, reader))
                .orElse(Locale.ENGLISH);
    }

    /**
     * What an editor shows: the edited source, else the shipped one. A variant begins as a copy of its text, a region as one of its language.
     *
     * @throws IllegalArgumentException if there is no such text or language
     */
    public String source(String key, String language) {
        TextKey text = TextKey.of(key);
        String plain = languageOf(language);
        for (String tag : new LinkedHashSet<>(List.of(language, plain))) {
            for (String code : new LinkedHashSet<>(List.of(key, text.code()))) {
                String own = edited.source(code, tag);
                if (own != null) {
                    return own;
                }
            }
        }
        return ShippedTexts.of(plain).source(text);
    }

    /**
     * What is wrong with a source; all at once, in the order of its lines. It may be saved if nothing of it is an error.
     *
     * @throws IllegalArgumentException if there is no such text or language
     */
    public List<Problem> check(String key, String language, String source) {
        languageOf(language);
        return TextReader.read(key, language, source).problems();
    }

    private @Nullable MailText edited(String code, String tag) {
        String source = edited.source(code, tag);
        if (source == null) {
            return null;
        }
        String place = code + ' ' + tag;
        Parsed known = parsed.get(place);
        if (known == null || !known.source.equals(source)) {
            known = new Parsed(source, TextReader.read(code, tag, source).text());
            parsed.put(place, known);
        }
        return known.text;
    }

    private List<String> tags(@Nullable Locale reader) {
        if (reader == null || !LANGUAGES.contains(reader.getLanguage())) {
            return defaults;
        }
        Set<String> tags = new LinkedHashSet<>();
        if (reader.getCountry().length() == 2) {
            tags.add(reader.getLanguage() + '-' + reader.getCountry());
        }
        tags.add(reader.getLanguage());
        tags.addAll(defaults);
        return new ArrayList<>(tags);
    }

    /** The reader's own region where it is the reader's language; never anything else of what a stranger sent as a locale. */
    private static Locale locale(String tag, @Nullable Locale reader) {
        if (reader != null
                && tag.startsWith(reader.getLanguage())
                && !reader.getLanguage().isEmpty()) {
            return reader.getCountry().length() == 2
                    ? new Locale(reader.getLanguage(), reader.getCountry())
                    : new Locale(reader.getLanguage());
        }
        return Locale.forLanguageTag(tag);
    }

    private static String languageOf(String tag) {
        var matcher = TAG.matcher(tag);
        if (!matcher.matches() || !LANGUAGES.contains(matcher.group(1))) {
            throw new IllegalArgumentException("\"" + Plain.line(tag, 20) + "\" is no language of mails; there are "
                    + String.join(", ", LANGUAGES) + ", and regions of them such as de-AT");
        }
        return matcher.group(1);
    }
}
