package dev.mql.spring;

import dev.mql.config.Config;
import dev.mql.config.Setting;
import dev.mql.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What Spring's properties say about MQL, in the words of {@code mql.properties}. */
final class SpringSettings {
    private static final ConfigurationPropertyName MQL = ConfigurationPropertyName.of("mql");
    private static final List<String> MAPS =
            List.of(Settings.RULE_PREFIX, Settings.MAIL_BASIS_PREFIX, Settings.FEEDBACK_REASON_PREFIX);

    private SpringSettings() {}

    /** All that is set under {@code mql}, key to text. What is no setting is in it too, so that the start can be refused. */
    static Map<String, String> of(Environment environment) {
        Map<String, String> given = new HashMap<>();
        Binder binder = Binder.get(environment);
        Map<ConfigurationPropertyName, Setting<?>> known = new HashMap<>();
        for (Setting<?> setting : Config.settings()) {
            known.put(ConfigurationPropertyName.of(setting.key()), setting);
            // A list may be written as one, in YAML.
            binder.bind(setting.key(), Bindable.listOf(String.class))
                    .ifBound(words -> given.put(setting.key(), String.join(",", words)));
            binder.bind(setting.key(), String.class).ifBound(text -> given.put(setting.key(), text));
        }
        for (String prefix : MAPS) {
            binder.bind(prefix.substring(0, prefix.length() - 1), Bindable.mapOf(String.class, String.class))
                    .ifBound(texts -> texts.forEach((name, text) -> given.put(prefix + name, text)));
        }
        if (environment instanceof ConfigurableEnvironment files) {
            for (PropertySource<?> source : files.getPropertySources()) {
                addUnknown(source, known, given);
            }
        }
        return given;
    }

    /** The environment and the JVM's properties may hold keys of others that look like ours. */
    private static void addUnknown(
            PropertySource<?> source, Map<ConfigurationPropertyName, Setting<?>> known, Map<String, String> given) {
        if (!(source instanceof EnumerablePropertySource<?> file)
                || ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
                || source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)
                || source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
            return;
        }
        for (String key : file.getPropertyNames()) {
            if (!key.startsWith("mql.") || MAPS.stream().anyMatch(key::startsWith)) {
                continue;
            }
            ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
            while (name.isLastElementIndexed()) {
                name = name.getParent();
            }
            if (MQL.isAncestorOf(name) && !known.containsKey(name)) {
                given.put(key, "");
            }
        }
    }
}
