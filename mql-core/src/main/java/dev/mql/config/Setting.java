package dev.mql.config;

import dev.mql.identity.Addresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One setting: its key, what values it takes, its default, and a sentence for people.
 *
 * @param <T> the type of its value
 */
public final class Setting<T> {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private final String key;
    private final String allowed;
    private final String defaultText;
    private final String sentence;
    private final boolean secret;
    private final Function<String, T> parser;

    private Setting(
            String key,
            String allowed,
            String defaultText,
            String sentence,
            boolean secret,
            Function<String, T> parser) {
        this.key = key;
        this.allowed = allowed;
        this.defaultText = defaultText;
        this.sentence = sentence;
        this.secret = secret;
        this.parser = parser;
    }

    /** Any text; empty means not set. */
    static Setting<String> text(String key, String defaultText, String sentence) {
        return new Setting<>(key, "text", defaultText, sentence, false, t -> t);
    }

    /** A text that no log or message may show. */
    static Setting<String> secret(String key, int minLength, String sentence) {
        return new Setting<>(key, "text of at least " + minLength + " characters", "", sentence, true, t -> {
            if (!t.isEmpty() && t.length() < minLength) {
                throw new IllegalArgumentException("too short");
            }
            return t;
        });
    }

    /** A text that no log or message may show; empty means not set. */
    static Setting<String> hidden(String key, String allowed, String sentence) {
        return new Setting<>(key, allowed, "", sentence, true, t -> t);
    }

    static Setting<String> oneOf(String key, List<String> words, String defaultText, String sentence) {
        return new Setting<>(key, "one of " + String.join(", ", words), defaultText, sentence, false, t -> {
            if (!words.contains(t)) {
                throw new IllegalArgumentException("not one of them");
            }
            return t;
        });
    }

    static Setting<Boolean> bool(String key, boolean byDefault, String sentence) {
        return new Setting<>(
                key, "true or false", Boolean.toString(byDefault), sentence, false, t -> switch (t.toLowerCase(
                        Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("neither");
                });
    }

    static Setting<Integer> number(String key, int least, int most, int byDefault, String sentence) {
        return new Setting<>(
                key,
                "a whole number from " + least + " to " + most,
                Integer.toString(byDefault),
                sentence,
                false,
                t -> {
                    int value = Integer.parseInt(t);
                    if (value < least || value > most) {
                        throw new IllegalArgumentException("out of range");
                    }
                    return value;
                });
    }

    static Setting<Duration> duration(String key, String byDefault, String sentence) {
        return new Setting<>(
                key, "a time such as 20s, 60m, 24h, 14d or PT1H", byDefault, sentence, false, Setting::parseDuration);
    }

    static Setting<List<Duration>> durations(String key, String byDefault, String sentence) {
        return new Setting<>(key, "rising times such as 1h, 24h, 72h; at most three", byDefault, sentence, false, t -> {
            List<Duration> all = new ArrayList<>();
            for (String part : t.split(",", -1)) {
                Duration next = parseDuration(part.strip());
                if (!all.isEmpty() && next.compareTo(all.get(all.size() - 1)) <= 0) {
                    throw new IllegalArgumentException("not rising");
                }
                all.add(next);
            }
            if (all.size() > 3) {
                throw new IllegalArgumentException("more than three");
            }
            return List.copyOf(all);
        });
    }

    static Setting<List<String>> list(String key, String byDefault, String sentence) {
        return new Setting<>(key, "texts with commas between", byDefault, sentence, false, Setting::parts);
    }

    /** Some of the words; all by default. */
    static Setting<List<String>> words(String key, List<String> words, String sentence) {
        String all = String.join(", ", words);
        return new Setting<>(key, "some of " + all + ", commas between", all, sentence, false, t -> {
            List<String> chosen = parts(t);
            if (!words.containsAll(chosen)) {
                throw new IllegalArgumentException("not among them");
            }
            return chosen;
        });
    }

    /** Absolute web addresses; no log or message may show them, since a path may hold a token. */
    static Setting<List<URI>> webAddresses(String key, int most, String sentence) {
        String allowed =
                "at most " + most + " addresses beginning with https:// or http://, commas between, without user or #";
        return new Setting<>(key, allowed, "", sentence, true, t -> {
            List<URI> all =
                    parts(t).stream().map(Setting::webAddress).distinct().toList();
            if (all.size() > most) {
                throw new IllegalArgumentException("too many");
            }
            return all;
        });
    }

    private static URI webAddress(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                throw new IllegalArgumentException("not a plain web address");
            }
            return uri;
        } catch (URISyntaxException bad) {
            throw new IllegalArgumentException("not an address", bad);
        }
    }

    /** Texts that no log or message may show, each of them long enough to be a key. */
    static Setting<List<String>> secrets(String key, int minLength, String sentence) {
        String allowed = "texts of at least " + minLength + " characters, commas between";
        return new Setting<>(key, allowed, "", sentence, true, t -> {
            List<String> all = parts(t);
            if (all.stream().anyMatch(one -> one.length() < minLength)) {
                throw new IllegalArgumentException("too short");
            }
            return all;
        });
    }

    /** Mail addresses in normal form; no log or message may show them. */
    static Setting<List<String>> mailAddresses(String key, int most, String sentence) {
        String allowed = "at most " + most + " mail addresses, commas between";
        return new Setting<>(key, allowed, "", sentence, true, t -> {
            List<String> all = new ArrayList<>();
            for (String part : parts(t)) {
                String address = Addresses.normal(part);
                if (address == null || all.size() == most) {
                    throw new IllegalArgumentException("not an address, or too many");
                }
                if (!all.contains(address)) {
                    all.add(address);
                }
            }
            return List.copyOf(all);
        });
    }

    /** A comma that belongs to a part is written {@code \,}. */
    private static List<String> parts(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.strip().split("\\s*(?<!\\\\),\\s*"))
                        .map(part -> part.replace("\\,", ","))
                        .toList();
    }

    /** An absolute address with one of the schemes; empty means not set. */
    static Setting<String> url(String key, List<String> schemes, String byDefault, boolean secret, String sentence) {
        return new Setting<>(
                key,
                "an address beginning with " + String.join(":// or ", schemes) + "://",
                byDefault,
                sentence,
                secret,
                t -> {
                    if (!t.isEmpty()) {
                        checkUrl(t, schemes);
                    }
                    return t;
                });
    }

    private static void checkUrl(String text, List<String> schemes) {
        try {
            URI uri = new URI(text.contains(",") ? text.substring(0, text.indexOf(',')) : text);
            if (uri.getScheme() == null || !schemes.contains(uri.getScheme()) || uri.getSchemeSpecificPart() == null) {
                throw new IllegalArgumentException("another scheme");
            }
        } catch (URISyntaxException bad) {
            throw new IllegalArgumentException("not an address", bad);
        }
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text);
        if (matcher.matches()) {
            long n = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(n);
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            };
        }
        try {
            Duration value = Duration.parse(text);
            if (value.isNegative()) {
                throw new IllegalArgumentException("negative");
            }
            return value;
        } catch (DateTimeParseException bad) {
            throw new IllegalArgumentException("not a time", bad);
        }
    }

    public String key() {
        return key;
    }

    /** What values are taken, in words that complete "must be …". */
    public String allowed() {
        return allowed;
    }

    /** The default as it would be written in a file; empty where there is none. */
    public String defaultText() {
        return defaultText;
    }

    public String sentence() {
        return sentence;
    }

    public boolean isSecret() {
        return secret;
    }

    /** Whether a change in a file holds without a restart, some seconds later. */
    public boolean live() {
        return Settings.live(key);
    }

    /** The name of the environment variable that overrides the setting. */
    public String environment() {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    T parse(String text) {
        return parser.apply(text.strip());
    }
}
