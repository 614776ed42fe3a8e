package dev.mql.nurture.template;

import java.math.BigDecimal;
import java.util.List;

/** Mails and pages as a real shop would send them. */
final class Samples {
    static final Shop SHOP =
            new Shop("Fenn & Lark", "Fenn & Lark GmbH, Lindenstraße 12, 50674 Köln, Germany", null, null, null);
    static final MailLinks LINKS = new MailLinks(
            "https://shop.example/mql/r/Zr3kq1bXo0aYw9JtVhP2mS5uEdc",
            "https://shop.example/mql/f/f0Lw8Qe2Rk7Tn4Ys6Ua1Ib3Og5P",
            "https://shop.example/mql/u/u9Vx2Cc4Bn6Mm8Ll0Kj1Hg3Fd5S");
    static final String CONFIRM = "https://shop.example/mql/y/y1Qa2Ws3Ed4Rf5Tg6Yh7Uj8Ik9O";

    private Samples() {}

    static CartView cart(String pictures) {
        return new CartView(
                List.of(
                        new CartView.Line(
                                "Pour-over kettle, matt black, 0.9 l",
                                new BigDecimal("64.00"),
                                1,
                                pictures + "kettle.svg"),
                        new CartView.Line(
                                "Coffee filter papers, 100 pieces", new BigDecimal("4.90"), 3, pictures + "filter.svg"),
                        new CartView.Line(
                                "Hand grinder with ceramic burrs and walnut handle", new BigDecimal("89.50"), 1, null)),
                "EUR");
    }
}
