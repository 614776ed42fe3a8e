package dev.mql.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * docs/configuration.md and what Spring's tools read list exactly the settings of the code, with their defaults. Rewrite both with
 * -Dmql.docs.write=true.
 */
class ConfigurationDocTest {
    private static final Path DOC = Path.of("..", "docs", "configuration.md");
    private static final Path SPRING = Path.of(
            "..",
            "mql-spring-boot-starter",
            "src",
            "main",
            "resources",
            "META-INF",
            "spring-configuration-metadata.json");
    private static final String BEGIN = "<!-- settings -->\n";
    private static final String END = "<!-- end of settings -->";

    private static String table() {
        return "| key | default | value | what for | live |\n|---|---|---|---|---|\n"
                + Config.settings().stream()
                        .map(s -> "| `" + s.key() + "` | "
                                + (s.defaultText().isEmpty() ? "–" : "`" + s.defaultText() + "`") + " | " + s.allowed()
                                + " | " + s.sentence().replace("|", "\\|") + " | " + (s.live() ? "yes" : "") + " |\n")
                        .collect(Collectors.joining());
    }

    @Test
    void tableOfTheDocumentationIsThatOfTheCode() throws IOException {
        String doc = Files.readString(DOC);
        int from = doc.indexOf(BEGIN) + BEGIN.length();
        int to = doc.indexOf(END);
        assertThat(List.of(from, to)).as("marks in " + DOC).allMatch(i -> i > BEGIN.length());
        if (Boolean.getBoolean("mql.docs.write")) {
            Files.writeString(DOC, doc.substring(0, from) + table() + doc.substring(to));
        }
        assertThat(Files.readString(DOC)).contains(BEGIN + table() + END);
    }

    @Test
    void metadataForToolsOfSpringIsThatOfTheCode() throws IOException {
        String json = metadata();
        if (Boolean.getBoolean("mql.docs.write")) {
            Files.writeString(SPRING, json);
        }
        assertThat(Files.readString(SPRING)).isEqualTo(json);
    }

    private static String metadata() {
        JsonArray properties = new JsonArray();
        JsonArray hints = new JsonArray();
        for (Setting<?> setting : Config.settings()) {
            properties.add(property(setting));
            if (setting.allowed().startsWith("one of ")) {
                JsonArray values = new JsonArray();
                for (String word :
                        setting.allowed().substring("one of ".length()).split(", ")) {
                    JsonObject value = new JsonObject();
                    value.addProperty("value", word);
                    values.add(value);
                }
                JsonObject hint = new JsonObject();
                hint.addProperty("name", setting.key());
                hint.add("values", values);
                hints.add(hint);
            }
        }
        properties.add(map(Settings.RULE_PREFIX, "Rules by name: which finished requests are which events."));
        properties.add(map(
                Settings.MAIL_BASIS_PREFIX,
                "By country of ISO 3166: what marketing mail there may rest on; see " + Settings.MAIL_BASIS.key()
                        + "."));
        properties.add(map(
                Settings.FEEDBACK_REASON_PREFIX,
                "By code and language, such as price.en: how an answer of " + Settings.FEEDBACK_REASONS.key()
                        + " is worded."));
        JsonObject all = new JsonObject();
        all.add("properties", properties);
        all.add("hints", hints);
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(all) + "\n";
    }

    private static JsonObject property(Setting<?> setting) {
        Object byDefault = setting.parse(setting.defaultText());
        JsonObject property = new JsonObject();
        property.addProperty("name", setting.key());
        property.addProperty("type", type(setting, byDefault));
        property.addProperty("description", setting.sentence());
        if (byDefault instanceof Boolean value) {
            property.addProperty("defaultValue", value);
        } else if (byDefault instanceof Integer value) {
            property.addProperty("defaultValue", value);
        } else if (!setting.defaultText().isEmpty()) {
            property.addProperty("defaultValue", setting.defaultText());
        }
        return property;
    }

    private static String type(Setting<?> setting, Object value) {
        if (value instanceof List<?>) {
            return setting == Settings.RECOVERY_DELAYS
                    ? "java.util.List<java.time.Duration>"
                    : "java.util.List<java.lang.String>";
        }
        return value.getClass().getName();
    }

    private static JsonObject map(String prefix, String sentence) {
        JsonObject property = new JsonObject();
        property.addProperty("name", prefix.substring(0, prefix.length() - 1));
        property.addProperty("type", "java.util.Map<java.lang.String,java.lang.String>");
        property.addProperty("description", sentence);
        return property;
    }
}
