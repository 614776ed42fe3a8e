package dev.mql.servlet.beacon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import dev.mql.json.BoundedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBytesTest {
    private static final String SEED =
            "{\"a\":[1,-2.5e+3,true,null,\"x\\u00e4\\n\"],\"b\":{\"c\":\"g\u00f6\u20ac\ud83d\ude00\"},\"n\":0}";

    private static @Nullable Object read(byte[] json, int length) {
        JsonBytes bytes = new JsonBytes(json, length);
        Object value = value(bytes);
        bytes.finish();
        return value;
    }

    private static @Nullable Object read(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return read(bytes, bytes.length);
    }

    private static @Nullable Object value(JsonBytes json) {
        switch (json.next()) {
            case '{' -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                json.enter('{');
                while (json.more('}')) {
                    all.put(json.name("a", "abc", "b"), value(json));
                }
                return all;
            }
            case '[' -> {
                List<@Nullable Object> all = new ArrayList<>();
                json.enter('[');
                while (json.more(']')) {
                    all.add(value(json));
                }
                return all;
            }
            case '"' -> {
                return json.text();
            }
            case 't', 'f', 'n' -> {
                String word = json.word();
                return word.equals("null") ? null : Boolean.valueOf(word);
            }
            default -> {
                return json.number();
            }
        }
    }

    /** Two readers, written apart from each other, agree on what is JSON and what it says. */
    @Test
    void agreesWithTheOtherReaderOnAnythingThatIsAlmostJson() {
        BoundedJson other = new BoundedJson(5, 100, 1_000);
        Random random = new Random(7);
        byte[] seed = SEED.getBytes(StandardCharsets.UTF_8);
        byte[] signs = "{}[]\",:\\u0eE+-.19tfn \u00e4".getBytes(StandardCharsets.UTF_8);
        int valid = 0;
        for (int round = 0; round < 15_000; round++) {
            byte[] json = seed.clone();
            int length = random.nextInt(20) == 0 ? random.nextInt(json.length) : json.length;
            for (int change = random.nextInt(3); change >= 0; change--) {
                int at = random.nextInt(json.length);
                json[at] = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : signs[random.nextInt(signs.length)];
            }
            Object mine = null;
            Object others = null;
            boolean refused = false;
            boolean othersRefused = false;
            try {
                mine = read(json, length);
            } catch (Refused bad) {
                refused = true;
            }
            try {
                others = other.read(json, 0, length);
            } catch (Refused bad) {
                // A repeated name is for the caller of ours to see.
                othersRefused = bad.reason() != Refusal.DUPLICATE_FIELD;
                others = mine;
            }
            String text = new String(json, 0, length, StandardCharsets.UTF_8);
            if (refused && text.contains("\\u")) {
                continue; // half of a pair, which the other one lets through
            }
            assertThat(refused).as(text).isEqualTo(othersRefused);
            assertThat(mine).as(text).isEqualTo(others);
            valid += refused ? 0 : 1;
        }
        assertThat(valid).isGreaterThan(700);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "01",
                "-",
                "1.",
                ".5",
                "1e",
                "1e+",
                "+1",
                "1-1",
                "NaN",
                "Infinity",
                "tru",
                "nul",
                "'x'",
                "\"",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\t\"",
                "\"\\ud83d\"",
                "\"\\ude00\\ud83d\"",
                "[[[[[[1]]]]]]",
                "1 2",
                "[1}",
                "{\"a\":1]",
                "\"\\u\uff11\uff11\uff11\uff11\"",
                "\ufeff1"
            })
    void whatIsNotJsonIsMalformed(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Refusal.MALFORMED));
    }

    @Test
    void bytesThatAreNotUtf8AreMalformed() {
        for (String bytes :
                new String[] {"\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00ff", "\u00f5\u0080\u0080\u0080", "\u00e4"}) {
            byte[] json = ('"' + bytes + '"').getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> read(json, json.length)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void textsAndNumbersComeAsTheyAreMeant() {
        assertThat(read("\"a\u0308\"")).as("composed").isEqualTo("\u00e4");
        assertThat(read("\"\\u0061\\u0308\\/\\ud83d\\ude00\"")).isEqualTo("\u00e4/\ud83d\ude00");
        assertThat(read("999999999999999999")).isEqualTo(999_999_999_999_999_999L);
        assertThat(read("-0")).isEqualTo(0L);
        assertThat(read("0.30000000000000004")).isEqualTo(0.30000000000000004);
        assertThat(read("1000000000000000000")).as("19 digits").isNull();
        assertThat(read("1e999")).isNull();
        assertThat(read("{\"abc\":1,\"ab\":2}")).isEqualTo(Map.of("abc", 1L, "ab", 2L));
    }
}
