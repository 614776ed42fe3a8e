package dev.mql.nurture.template;

import java.math.BigDecimal;
import java.time.Instant;
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

    static AlertView alert(AlertView.Occasion occasion, String pictures) {
        Instant at = Instant.parse("2026-11-22T10:00:00Z");
        return new AlertView(
                occasion,
                "Ada Lovelace",
                "ada@analytical.example",
                at,
                "MQL",
                72.4,
                "B1",
                List.of(
                        new AlertView.Line(at, "Asked for a quote", 30),
                        new AlertView.Line(at, "Put something into the cart, 2 times", 16),
                        new AlertView.Line(at.minusSeconds(200_000), "Viewed the pricing page, 3 times", 15.5),
                        new AlertView.Line(at.minusSeconds(900_000), "Signed up for the newsletter", 9.4),
                        new AlertView.Line(at, "A mail to them bounced", -4)),
                5.5,
                cart(pictures),
                "https://shop.example/mql/admin/leads/Zr3kq1bXo0aYw9JtVhP2mS");
    }

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
