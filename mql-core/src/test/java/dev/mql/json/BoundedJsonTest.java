package dev.mql.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {
    private final BoundedJson json = new BoundedJson(5, 64, 512);

    private Object read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return json.read(bytes, 0, bytes.length);
    }

    @Test
    void readsIntoPlainValues() {
        assertThat(read("{\"a\":[1,2.5,\"x\",true,null],\"b\":{\"c\":-3}}"))
                .isEqualTo(Map.of("a", java.util.Arrays.asList(1L, 2.5, "x", true, null), "b", Map.of("c", -3L)));
        assertThat(read("[]")).isEqualTo(List.of());
    }

    @Test
    void textsComeInOneUnicodeForm() {
        assertThat(read("\"e\u0301\"")).isEqualTo("\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "{a:1}",
                "{'a':1}",
                "nul",
                "[1] []",
                "{\"a\" 1}",
                "\"\u0001\"",
                "01",
                "+1",
                "NaN",
                "1e999",
                "[[[[[[1]]]]]]",
                "// x\n1",
                "{\"a\":1,}",
                "\"\\x\"",
                "\"unclosed",
                "[1 2]",
                "Infinity",
                "0x10",
                "tru"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Refused.class);
    }

    @Test
    void repeatedFieldIsRefused() {
        assertThatThrownBy(() -> read("{\"type\":\"page_view\",\"type\":\"purchase\"}"))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(Refusal.DUPLICATE_FIELD));
    }

    @Test
    void boundsHold() {
        assertThatThrownBy(() -> read("[".repeat(10_000))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> read("\"" + "x".repeat(513) + "\"")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> read("9".repeat(100_000))).isInstanceOf(Refused.class);
        StringBuilder many = new StringBuilder("{\"k\":0");
        for (int i = 0; i < 64; i++) {
            many.append(",\"k").append(i).append("\":0");
        }
        assertThatThrownBy(() -> read(many + "}")).isInstanceOf(Refused.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> json.read(new byte[] {'"', (byte) 0xC3, '"'}, 0, 3))
                .hasMessageContaining("UTF-8");
    }
}
