package dev.mql.benchmarks;

import dev.mql.nurture.template.CartView;
import dev.mql.nurture.template.MailContent;
import dev.mql.nurture.template.MailLinks;
import dev.mql.nurture.template.MailTemplates;
import dev.mql.nurture.template.Shop;
import dev.mql.nurture.template.WrittenMail;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What it takes to write both parts of the first mail about a cart of five items, and its subject, on one core: words looked up and filled
 * in, money written, HTML and text set. Each mail has another reader, cart and link.
 */
final class MailRenderBench {
    private static final int CARTS = 512;
    private static final int WARM = 40_000;
    private static final int MAILS = 20_000;
    private static final int ROUNDS = 5;

    private MailRenderBench() {}

    static List<Figure> figures() {
        MailTemplates templates =
                new MailTemplates(new Shop("Fenn & Lark", "Lindenstraße 12, 50674 Köln", null, null, null));
        List<MailContent> mails = mails();
        long bytes = 0;
        for (int i = 0; i < WARM; i++) {
            bytes += size(templates.write(mails.get(i % CARTS)));
        }
        Rounds<Double> medians = new Rounds<>();
        for (int round = 0; round < ROUNDS; round++) {
            Rounds<Double> micros = new Rounds<>();
            for (int i = 0; i < MAILS; i++) {
                long begin = System.nanoTime();
                bytes += size(templates.write(mails.get(i % CARTS)));
                micros.add((System.nanoTime() - begin) / 1_000.0);
            }
            medians.add(micros.median(m -> m));
        }
        long written = WARM + (long) ROUNDS * MAILS;
        return List.of(
                Figure.lower("mail.render.median", medians.median(m -> m), "µs").goal(60),
                Figure.lower("mail.render.characters", (double) bytes / written, "1"));
    }

    private static int size(WrittenMail mail) {
        return mail.html().length() + mail.text().length();
    }

    private static List<MailContent> mails() {
        List<MailContent> mails = new ArrayList<>();
        for (int cart = 0; cart < CARTS; cart++) {
            List<CartView.Line> lines = new ArrayList<>();
            for (int line = 0; line < 5; line++) {
                lines.add(new CartView.Line(
                        "Pour-over kettle \"" + cart + "\", matt & black, " + line,
                        new BigDecimal(100 + cart + line).movePointLeft(2),
                        1 + line,
                        "https://shop.example/img/" + cart + "-" + line + ".jpg",
                        "https://shop.example/p/" + cart + "-" + line));
            }
            String token = "Zr3kq1bXo0aYw9JtVhP2mS5uE" + cart;
            mails.add(MailContent.of(
                            "cart.1",
                            cart % 2 == 0 ? Locale.GERMANY : Locale.UK,
                            new MailLinks(
                                    "https://shop.example/mql/r/" + token,
                                    "https://shop.example/mql/f/" + token,
                                    "https://shop.example/mql/u/" + token,
                                    "https://shop.example/mql/p/" + token))
                    .to("Reader " + cart, null)
                    .showing(new CartView(lines, "EUR")));
        }
        return mails;
    }
}
