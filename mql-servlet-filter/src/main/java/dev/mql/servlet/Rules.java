package dev.mql.servlet;

import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The shop's rules, from the settings that begin with {@value Settings#RULE_PREFIX}. Immutable. */
final class Rules {
    private final PathTrie trie;

    private Rules(List<Rule> rules) {
        this.trie = new PathTrie(rules);
    }

    /** @throws ConfigException that names every rule that can not be used, its place, and what is allowed */
    static Rules of(Config config, Misses misses) {
        Set<String> declared = Set.copyOf(config.get(Settings.CUSTOM_EVENTS));
        List<Rule> rules = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        config.under(Settings.RULE_PREFIX).forEach((name, text) -> {
            String key = Settings.RULE_PREFIX + name;
            try {
                rules.add(Rule.parse(text, declared, misses));
            } catch (IllegalArgumentException bad) {
                problems.add(key + " = " + text + " (" + config.placeOf(key) + "): " + bad.getMessage());
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Rules(rules);
    }

    /** The rules for a method and the path that begins at {@code from}; empty where there are none, then without allocating. */
    List<Rule> match(String method, String path, int from) {
        return trie.match(method, path, from);
    }
}
