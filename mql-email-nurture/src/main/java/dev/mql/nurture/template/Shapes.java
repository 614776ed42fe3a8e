package dev.mql.nurture.template;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Writes mails of a shape that was seen before without the template engine. The layout is rendered once for each shape, with marks in the
 * place of texts, and cut at the marks; from then on a mail of this shape is the pieces with its escaped texts between them. Safe for any
 * number of threads.
 */
final class Shapes {
    /** About 20 KB each; mails of further shapes are rendered by the engine each time. */
    private static final int MOST = 300;

    private final Function<MailView, String> layout;
    private final int most;
    private final String mark;
    private final Map<String, Cut> known = new ConcurrentHashMap<>();

    Shapes(Function<MailView, String> layout) {
        this(layout, MOST);
    }

    Shapes(Function<MailView, String> layout, int most) {
        this.layout = layout;
        this.most = most;
        byte[] secret = new byte[12];
        new SecureRandom().nextBytes(secret);
        this.mark = "mql" + HexFormat.of().formatHex(secret) + "n";
    }

    /** The same layout, of which no shape is kept. */
    Shapes forgetting() {
        return new Shapes(layout, 0);
    }

    String write(MailView view) {
        Slots slots = Slots.reading();
        view.through(slots);
        Cut cut = known.get(slots.shape());
        if (cut == null) {
            return first(view, slots);
        }
        return cut.usable() ? cut.join(slots.texts()) : layout.apply(view);
    }

    private String first(MailView view, Slots slots) {
        String rendered = layout.apply(view);
        if (known.size() < most) {
            Cut cut = Cut.of(layout.apply(view.through(Slots.marking(mark))), mark);
            boolean same = cut.join(slots.texts()).equals(rendered);
            known.put(slots.shape(), same ? cut : Cut.UNUSABLE);
        }
        return rendered;
    }

    int known() {
        return known.size();
    }
}
