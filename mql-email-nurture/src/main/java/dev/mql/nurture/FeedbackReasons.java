package dev.mql.nurture;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import dev.mql.nurture.template.Reasons;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from the settings which answers people may give who did not buy, and how they are worded. */
final class FeedbackReasons {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern WORDING = Pattern.compile("(" + CODE + ")\\.([a-z]{2})");
    private static final int MOST = 20;
    private static final int LONGEST = 80;

    private FeedbackReasons() {}

    /** @throws ConfigException if a code or a wording can not be used */
    static Reasons of(Config config) {
        List<String> problems = new ArrayList<>();
        List<String> codes = config.get(Settings.FEEDBACK_REASONS);
        Map<String, Map<String, String>> wordings = new TreeMap<>();
        config.under(Settings.FEEDBACK_REASON_PREFIX).forEach((name, text) -> {
            Matcher parts = WORDING.matcher(name);
            String code = parts.matches() ? offered(codes, parts.group(1)) : null;
            String wrong = !parts.matches()
                    ? "must end with a code and a language of two letters, such as price.en"
                    : code == null
                            ? "words an answer that " + Settings.FEEDBACK_REASONS.key() + " does not offer"
                            : text.isBlank() || text.length() > LONGEST
                                    ? "must be a wording of 1 to " + LONGEST + " characters"
                                    : null;
            if (wrong == null && code != null) {
                wordings.computeIfAbsent(code, c -> new TreeMap<>()).put(parts.group(2), text.strip());
            } else {
                String key = Settings.FEEDBACK_REASON_PREFIX + name;
                problems.add(key + " = " + text + " (" + config.placeOf(key) + "): " + wrong);
            }
        });
        if (codes.isEmpty()
                || codes.size() > MOST
                || codes.size() != new LinkedHashSet<>(codes).size()
                || !codes.stream().allMatch(code -> CODE.matcher(code).matches())) {
            problems.add(config.refusal(
                    Settings.FEEDBACK_REASONS, "must be 1 to " + MOST + " different codes, [a-z][a-z0-9_]{0,39}"));
        }
        codes.stream()
                .filter(code -> !Reasons.isOurs(code) && !wordings.containsKey(code))
                .forEach(code -> problems.add(config.refusal(
                        Settings.FEEDBACK_REASONS,
                        "\"" + code + "\" needs a wording, for example " + Settings.FEEDBACK_REASON_PREFIX + code
                                + ".en")));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Reasons(codes, wordings);
    }

    /** Spring's environment loses underscores of such names. */
    private static @Nullable String offered(List<String> codes, String name) {
        return codes.stream()
                .filter(code -> code.replace("_", "").equals(name.replace("_", "")))
                .findFirst()
                .orElse(null);
    }
}
