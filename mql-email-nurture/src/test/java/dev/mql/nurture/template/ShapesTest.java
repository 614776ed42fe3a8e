package dev.mql.nurture.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The quick way and the engine write the same bytes, whatever stands in a mail. */
class ShapesTest {
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "<script>alert('x')</script>",
            "\"><img src=x onerror='alert(1)'>",
            "&amp;&lt;&#39;&nbsp;",
            "${7*7} [[${7*7}]] __${7*7}__ #{x} {{cart.total}}",
            "th:text=\"${7*7}\"",
            "mql0123456789abcdef01234567n0;",
            "ü €\u00a0×\u202f😀\u0000\u2028",
            "\ud800 alone",
            "a`b\\c\r\nd\te",
            "]]> --> </style> </title>");

    private final Layout layout = Layout.shipped();
    private final Shapes shapes = new Shapes(layout::render);

    @Test
    void hundredsOfHostileMailsAreTheSameBothWays() {
        int quick = 0;
        for (int seed = 0; seed < 120; seed++) {
            for (int again = 0; again < 4; again++) {
                int before = shapes.known();
                MailView view = new RandomView(seed, 1_000L * seed + again).view();
                assertThat(shapes.write(view)).as("seed %d.%d", seed, again).isEqualTo(layout.render(view));
                quick += again > 0 && shapes.known() == before ? 1 : 0;
            }
        }
        assertThat(quick).isGreaterThan(300);
    }

    @Test
    void shapesThatComeTooLateAreRenderedByTheEngine() {
        Shapes few = new Shapes(layout::render, 5);
        for (int seed = 0; seed < 30; seed++) {
            MailView view = new RandomView(seed, seed).view();
            assertThat(few.write(view)).isEqualTo(layout.render(view));
        }
        assertThat(few.known()).isEqualTo(5);
    }

    @Test
    void layoutThatDoesMoreWithATextThanWriteItIsStillRight() {
        Shapes clever = new Shapes(view -> view.headline().toUpperCase(java.util.Locale.ROOT));
        for (String word : List.of("one", "two", "three")) {
            MailView view = new RandomView(1, word.hashCode()).view();
            assertThat(clever.write(view)).isEqualTo(view.headline().toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** A shape by one seed, texts by another. */
    private static final class RandomView {
        private final Random shape;
        private final Random texts;

        RandomView(long shape, long texts) {
            this.shape = new Random(shape);
            this.texts = new Random(texts);
        }

        MailView view() {
            return new MailView(
                    text(),
                    text(),
                    text(),
                    text(),
                    text(),
                    some(this::text),
                    some(() -> new MailView.Figure(text(), text())),
                    maybe(() -> new MailView.Ledger(
                            text(), some(() -> new MailView.Entry(text(), text(), text())), text(), text())),
                    some(() -> new MailView.Answer(text(), text())),
                    maybe(() -> new MailView.Offer(text(), text(), text(), text())),
                    some(this::link),
                    some(this::link),
                    maybe(() -> new MailView.Items(
                            maybe(this::text),
                            some(() -> new MailView.Line(
                                    text(), text(), maybe(this::text), maybe(this::text), text(), text())),
                            maybe(this::text),
                            maybe(() -> new MailView.Sum(text(), text())))),
                    maybe(this::link),
                    maybe(() -> new MailView.Aside(text(), text(), text())),
                    some(this::text),
                    new MailView.Footer(text(), maybe(this::link), maybe(this::link), text()));
        }

        private MailView.Link link() {
            return new MailView.Link(text(), text());
        }

        private String text() {
            String text = HOSTILE.get(texts.nextInt(HOSTILE.size() - 1) + 1) + texts.nextInt(100);
            return shape.nextInt(8) == 0 ? "" : text;
        }

        private <T> @Nullable T maybe(Supplier<T> part) {
            return shape.nextBoolean() ? part.get() : null;
        }

        private <T> List<T> some(Supplier<T> part) {
            List<T> parts = new ArrayList<>();
            for (int i = shape.nextInt(4); i > 0; i--) {
                parts.add(part.get());
            }
            return parts;
        }
    }
}
