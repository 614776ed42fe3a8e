package dev.mql.nurture.template;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Mails and pages as a real shop would send them. */
final class Samples {
    static final Shop SHOP =
            new Shop("Fenn & Lark", "Fenn & Lark GmbH, Lindenstraße 12, 50674 Köln, Germany", null, null, null);
    static final MailLinks LINKS = new MailLinks(
            "https://shop.example/mql/r/Zr3kq1bXo0aYw9JtVhP2mS5uEdc",
            "https://shop.example/mql/f/f0Lw8Qe2Rk7Tn4Ys6Ua1Ib3Og5P",
            "https://shop.example/mql/u/u9Vx2Cc4Bn6Mm8Ll0Kj1Hg3Fd5S",
            "https://shop.example/mql/p/p7Bq3Ty6Ui9Op2As5Df8Gh1Jk4L");
    static final String CONFIRM = "https://shop.example/mql/y/y1Qa2Ws3Ed4Rf5Tg6Yh7Uj8Ik9O";
    static final List<Locale> LOCALES =
            List.of(Locale.ENGLISH, Locale.GERMANY, Locale.FRANCE, Locale.forLanguageTag("es-ES"));

    private Samples() {}

    /** Any mail of a key, with all that such a mail may have. */
    static MailContent content(String key, Locale locale, String pictures) {
        TextKey text = TextKey.of(key);
        MailContent content = MailContent.of(key, locale, LINKS)
                .to("Ada", "Analytical Engines")
                .showing(text.needsItems() ? cart(pictures) : null)
                .order(text == TextKey.SATISFACTION_1 ? "10482" : null);
        boolean offer =
                List.of(TextKey.CART_2, TextKey.CART_PRICE, TextKey.WIN_BACK_1).contains(text);
        return content.giving(
                offer ? new CouponView("KETTLE-7Q2M", "10\u00a0%", Instant.parse("2026-12-04T10:00:00Z")) : null);
    }

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
                new CartView(
                        cart(pictures).lines().stream()
                                .map(l -> new CartView.Line(l.name(), l.price(), l.quantity(), l.image()))
                                .toList(),
                        "EUR"),
                "https://shop.example/mql/admin/leads/Zr3kq1bXo0aYw9JtVhP2mS");
    }

    static CartView cart(String pictures) {
        return new CartView(
                List.of(
                        new CartView.Line(
                                "Pour-over kettle, matt black, 0.9 l",
                                new BigDecimal("64.00"),
                                1,
                                pictures + "heron-kettle.png",
                                "https://shop.example/p/heron-kettle"),
                        new CartView.Line(
                                "Coffee filter papers, 100 pieces",
                                new BigDecimal("4.90"),
                                3,
                                pictures + "fold-dripper.png",
                                "https://shop.example/p/filters"),
                        new CartView.Line(
                                "Hand grinder with ceramic burrs and walnut handle",
                                new BigDecimal("89.50"),
                                1,
                                null,
                                "https://shop.example/p/grinder")),
                "EUR");
    }
}
