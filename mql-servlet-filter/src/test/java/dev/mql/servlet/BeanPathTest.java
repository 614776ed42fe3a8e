package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BeanPathTest {
    record Line(String id, int quantity) {}

    interface Priced {
        default String getPrice() {
            return "9.50";
        }
    }

    private static class Base {
        public String getOwner() {
            return "Jo";
        }
    }

    @SuppressWarnings({"unused", "UnusedMethod", "EffectivelyPrivate"}) // read by name
    private static final class Cart extends Base implements Priced {
        public final String currency = "EUR";
        public static final String NAME = "static";
        private final String secret = "hidden";

        public List<Line> getLines() {
            return List.of(new Line("7", 2), new Line("8", 1));
        }

        public Line[] array() {
            return new Line[] {new Line("9", 3)};
        }

        public boolean isOpen() {
            return true;
        }

        public Optional<String> getNote() {
            return Optional.of("wrap it");
        }

        public Optional<String> getVoucher() {
            return Optional.empty();
        }

        public String getBroken() {
            throw new IllegalStateException("the shop's own trouble");
        }

        public String getLoop() {
            return getLoop();
        }

        public Map<String, Object> getExtras() {
            Map<String, Object> extras = new HashMap<>();
            extras.put("gift-wrap", 1.5);
            extras.put("none", null);
            return extras;
        }

        public List<String> getLazy() {
            return new AbstractList<>() {
                @Override
                public String get(int index) {
                    throw new IllegalStateException("session closed");
                }

                @Override
                public int size() {
                    return 1;
                }
            };
        }

        public void getNothing() {}

        String hiddenMethod() {
            return secret;
        }
    }

    private static @Nullable Object read(String path) {
        return BeanPath.parse(path).read(new Cart());
    }

    @Test
    void readsGettersRecordsFieldsMapsListsAndArrays() {
        assertThat(read("lines.0.id")).isEqualTo("7");
        assertThat(read("lines.1.quantity")).isEqualTo(1);
        assertThat(read("array.0.quantity")).isEqualTo(3);
        assertThat(read("currency")).isEqualTo("EUR");
        assertThat(read("open")).isEqualTo(true);
        assertThat(read("owner")).isEqualTo("Jo");
        assertThat(read("price")).isEqualTo("9.50");
        assertThat(read("extras.gift-wrap")).isEqualTo(1.5);
        assertThat(read("note")).isEqualTo("wrap it");
        assertThat(read("")).isInstanceOf(Cart.class);
    }

    @Test
    void whatCanNotBeReadIsNotThere() {
        for (String path : List.of(
                "voucher",
                "broken",
                "loop",
                "secret",
                "hiddenMethod",
                "NAME",
                "nothing",
                "missing",
                "lines.5.id",
                "lines.x",
                "array.7",
                "extras.none.more",
                "lazy.0",
                "99999999999",
                "open.more")) {
            assertThat(read(path)).as(path).isNull();
        }
        assertThat(BeanPath.parse("a.b").read(null)).isNull();
    }
}
