package dev.mql.servlet.rule;

import dev.mql.bean.Misses;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shop's rules, from the settings that begin with {@value Settings#RULE_PREFIX}. Immutable. */
public final class Rules {
    private final PathTrie trie;

    private Rules(List<Rule> rules) {
        this.trie = new PathTrie(rules);
    }

    /** @throws ConfigException that names every rule that can not be used, its place, and what is allowed */
    public static Rules of(Config config, Misses misses) {
        Set<String> declared = Set.copyOf(config.get(Settings.CUSTOM_EVENTS));
        List<Rule> rules = new ArrayList<>();
        Map<String, Rule> named = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        config.under(Settings.RULE_PREFIX).forEach((name, text) -> {
            String key = Settings.RULE_PREFIX + name;
            try {
                Rule rule = Rule.parse(text, declared, misses);
                rules.add(rule);
                named.put(key, rule);
            } catch (IllegalArgumentException bad) {
                problems.add(key + " = " + text + " (" + config.placeOf(key) + "): " + bad.getMessage());
            }
        });
        problems.addAll(quarrels(config, named));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Rules(rules);
    }

    /** Of two rules for the same requests, one makes the other useless, or both tell the same thing twice. */
    private static List<String> quarrels(Config config, Map<String, Rule> named) {
        List<String> problems = new ArrayList<>();
        Map<String, String> said = new LinkedHashMap<>();
        named.forEach((key, rule) -> {
            String requests = rule.method() + ' ' + rule.pattern().shape();
            String other = said.putIfAbsent(requests + ' ' + rule.type(), key);
            if (other != null) {
                problems.add(key + " (" + config.placeOf(key) + "): matches the same requests as " + other + " ("
                        + config.placeOf(other) + ") and tells the same event: it would count twice");
            }
        });
        named.forEach((key, rule) -> {
            String ignored = said.get(rule.method() + ' ' + rule.pattern().shape() + " ignore");
            if (ignored != null && !rule.ignores()) {
                problems.add(key + " (" + config.placeOf(key) + "): never fires, since " + ignored + " ("
                        + config.placeOf(ignored) + ") ignores the same requests");
            }
        });
        return problems;
    }

    /** The rules for a method and the path that begins at {@code from}; empty where there are none, then without allocating. */
    public List<Rule> match(String method, String path, int from) {
        return trie.match(method, path, from);
    }
}
