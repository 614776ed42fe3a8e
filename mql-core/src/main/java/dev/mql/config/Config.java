package dev.mql.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings of one running shop, checked as a whole before anything starts. Immutable. */
public final class Config {
    /** The file on the class path or in the working directory. */
    public static final String FILE = "mql.properties";

    private static final Map<String, Setting<?>> BY_KEY = allSettings();

    private final Map<String, Object> values;
    private final Map<String, Given> given;

    /** Where they were read; {@code null} where a program gave them all. */
    private final @Nullable SettingsFiles files;

    private final Map<String, String> overrides;

    /** A text somebody wrote, and where. */
    record Given(String text, String place) {}

    private Config(
            Map<String, Object> values,
            Map<String, Given> given,
            @Nullable SettingsFiles files,
            Map<String, String> overrides) {
        this.values = values;
        this.given = given;
        this.files = files;
        this.overrides = overrides;
    }

    /**
     * Reads {@value #FILE} from the class path and then from the working directory, then the file that the system property
     * {@code mql.config} or the environment variable {@code MQL_CONFIG} names, then system properties and {@code MQL_…} environment
     * variables; the later one wins.
     *
     * @param overrides settings that win over all others, for example from a framework; key to text
     * @throws ConfigException if any setting is unknown or can not be used
     */
    public static Config load(ClassLoader classPath, Map<String, String> overrides) {
        try {
            return load(SettingsFiles.of(classPath), Map.copyOf(overrides));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can not read " + FILE, unreadable);
        }
    }

    private static Config load(SettingsFiles files, Map<String, String> overrides) {
        Map<String, Given> given = new TreeMap<>();
        try {
            files.read(given::put);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("can not read " + FILE, unreadable);
        }
        for (Setting<?> setting : BY_KEY.values()) {
            String property = System.getProperty(setting.key());
            if (property != null) {
                given.put(setting.key(), new Given(property, "system property"));
            }
            String variable = System.getenv(setting.environment());
            if (variable != null) {
                given.put(setting.key(), new Given(variable, "environment variable " + setting.environment()));
            }
        }
        overrides.forEach((key, text) -> given.put(key, new Given(text, "program")));
        return checked(given, files, overrides);
    }

    /** Settings given by a program alone; nothing else is read. */
    public static Config of(Map<String, String> settings) {
        Map<String, Given> given = new TreeMap<>();
        settings.forEach((key, text) -> given.put(key, new Given(text, "program")));
        return checked(given, null, settings);
    }

    /** Where the settings came from; {@code null} where a program gave them all, and nothing can be read anew. */
    @Nullable
    SettingsFiles files() {
        return files;
    }

    /**
     * These settings with those of the files of now, as far as they may change while the shop runs.
     *
     * @throws ConfigException if any setting is unknown or can not be used
     */
    Config again() {
        if (files == null) {
            return this;
        }
        Config fresh = load(files, overrides);
        Map<String, Object> mixed = new HashMap<>(values);
        Map<String, Given> texts = new TreeMap<>(given);
        texts.keySet().removeIf(Config::live);
        fresh.given.forEach((key, text) -> {
            if (live(key)) {
                texts.put(key, text);
            }
        });
        fresh.values.forEach((key, value) -> {
            if (live(key)) {
                mixed.put(key, value);
            }
        });
        return new Config(mixed, texts, files, overrides);
    }

    /** The keys that the files of now give another value, which holds only after a restart. */
    List<String> needingRestart() {
        if (files == null) {
            return List.of();
        }
        Config fresh = load(files, overrides);
        Set<String> keys = new TreeSet<>(given.keySet());
        keys.addAll(fresh.given.keySet());
        keys.removeIf(key -> live(key) || text(key).equals(fresh.text(key)));
        return List.copyOf(keys);
    }

    private String text(String key) {
        Given text = given.get(key);
        return text == null ? "" : text.text();
    }

    private static boolean live(String key) {
        return key.startsWith(Settings.RULE_PREFIX) || Settings.live(key);
    }

    private static Config checked(
            Map<String, Given> given, @Nullable SettingsFiles files, Map<String, String> overrides) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        BY_KEY.forEach((key, setting) -> values.put(key, setting.parse(setting.defaultText())));
        given.forEach((key, text) -> {
            Setting<?> setting = BY_KEY.get(key);
            if (setting != null) {
                try {
                    values.put(key, setting.parse(text.text()));
                } catch (IllegalArgumentException bad) {
                    problems.add(problem(
                            key,
                            setting.isSecret() ? "(hidden)" : text.text(),
                            text.place(),
                            "must be " + setting.allowed()));
                }
            } else if (!key.startsWith(Settings.RULE_PREFIX)
                    && !key.startsWith(Settings.MAIL_BASIS_PREFIX)
                    && !key.startsWith(Settings.FEEDBACK_REASON_PREFIX)) {
                problems.add(problem(key, "(not shown)", text.place(), "is not a setting" + nearest(key)));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        Config config = new Config(values, given, files, overrides);
        config.checkTogether(problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    private void checkTogether(List<String> problems) {
        if (isSet(Settings.REDIS_URL) && !isSet(Settings.SECRET)) {
            problems.add(problem(
                    Settings.SECRET.key(),
                    "(not set)",
                    "nowhere",
                    "is needed with mql.redis.url: " + Settings.SECRET.allowed()
                            + "; for example the output of: openssl rand -base64 48"));
        }
        if (!get(Settings.PREVIOUS_SECRETS).isEmpty() && !isSet(Settings.SECRET)) {
            problems.add(refusal(Settings.PREVIOUS_SECRETS, "is of use only beside mql.secret, which is not set"));
        }
        if (get(Settings.CUSTOM_EVENTS).size() > 64) {
            problems.add(refusal(Settings.CUSTOM_EVENTS, "at most 64 names"));
        }
        for (String type : get(Settings.CUSTOM_EVENTS)) {
            if (!dev.mql.event.EventType.isFree(type)) {
                problems.add(refusal(
                        Settings.CUSTOM_EVENTS,
                        "\"" + type + "\" must be a new name of the form [a-z][a-z0-9_]{0,39}"));
            }
        }
        String path = get(Settings.BASE_PATH);
        if (!path.matches("(/[A-Za-z0-9_-]{1,32}){1,4}")) {
            problems.add(refusal(Settings.BASE_PATH, "must be a path such as /mql, without a slash at its end"));
        }
    }

    /** A sentence for people: key, value, place, what is wrong. For modules that check more than a type. */
    public String refusal(Setting<?> setting, String allowed) {
        Given text = given.get(setting.key());
        return problem(
                setting.key(),
                setting.isSecret() ? "(hidden)" : text == null ? setting.defaultText() : text.text(),
                text == null ? "default" : text.place(),
                allowed);
    }

    private static String problem(String key, String value, String place, String allowed) {
        return key + " = " + value + " (" + place + "): " + allowed;
    }

    private static String nearest(String key) {
        String known = Nearest.to(key, BY_KEY.keySet());
        return known == null ? "; see docs/configuration.md for all of them" : "; did you mean " + known + "?";
    }

    /** The value, or the default. */
    @SuppressWarnings("unchecked") // values were made by the setting itself
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting.key());
        if (value == null) {
            throw new IllegalArgumentException(setting.key() + " is not declared in Settings");
        }
        return (T) value;
    }

    /** Whether a text setting holds anything. */
    public boolean isSet(Setting<String> setting) {
        return !get(setting).isEmpty();
    }

    /** All keys that begin with the prefix, in order, without the prefix. */
    public Map<String, String> under(String prefix) {
        Map<String, String> found = new TreeMap<>();
        given.forEach((key, text) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), text.text());
            }
        });
        return found;
    }

    /** Where a key was given, for messages; {@code null} if it was not. */
    public @Nullable String placeOf(String key) {
        Given text = given.get(key);
        return text == null ? null : text.place();
    }

    /** Every declared setting, sorted by key. */
    public static List<Setting<?>> settings() {
        return List.copyOf(BY_KEY.values());
    }

    private static Map<String, Setting<?>> allSettings() {
        Map<String, Setting<?>> all = new TreeMap<>();
        for (var field : Settings.class.getDeclaredFields()) {
            if (field.getType() == Setting.class && Modifier.isStatic(field.getModifiers())) {
                try {
                    Setting<?> setting = (Setting<?>) field.get(null);
                    if (all.put(setting.key(), setting) != null) {
                        throw new IllegalStateException(setting.key() + " is declared twice in Settings");
                    }
                } catch (IllegalAccessException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
        return all;
    }
}
