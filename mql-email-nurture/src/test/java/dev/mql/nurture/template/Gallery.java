package dev.mql.nurture.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes every mail and page into a folder, to be looked at: {@code Gallery <folder> <address of pictures>}. */
final class Gallery {
    private Gallery() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        MailTemplates templates = new MailTemplates(Samples.SHOP);
        AlertTemplate alerts = new AlertTemplate(Samples.SHOP);
        for (AlertView.Occasion occasion : AlertView.Occasion.values()) {
            String name = "alert-" + occasion.name().toLowerCase(Locale.ROOT);
            write(folder, name, Locale.ENGLISH, alerts.write(Samples.alert(occasion, args[1])));
        }
        for (Locale locale : Samples.LOCALES) {
            pages(folder, locale, args[1]);
            write(folder, "confirm", locale, templates.confirmAddress(locale, Samples.CONFIRM));
            for (TextKey key : TextKey.values()) {
                if (key != TextKey.CONFIRM) {
                    MailContent content = Samples.content(key.code(), locale, args[1]);
                    write(
                            folder,
                            key.code(),
                            locale,
                            templates.write(
                                    key == TextKey.CART_3 ? content.offering(templates.reasons(locale)) : content));
                }
            }
        }
    }

    private static void pages(Path folder, Locale locale, String pictures) throws IOException {
        PageTemplates pages = new PageTemplates(Samples.SHOP, "/", "pages.css");
        Files.write(folder.resolve("pages.css"), PageTemplates.stylesheet());
        page(folder, "invalid", locale, pages.invalid(locale));
        page(folder, "busy", locale, pages.busy(locale));
        page(folder, "gone", locale, pages.cartGone(locale));
        CartView cart = Samples.cart(pictures);
        OfferView all = new OfferView(cart, true, List.of(), List.of(), List.of());
        OfferView some = new OfferView(
                cart,
                true,
                List.of("Travel press with steel body, 350 ml"),
                List.of(),
                List.of(new OfferView.Scarce("Coffee filter papers, 100 pieces", 2)));
        page(folder, "cart", locale, pages.cart(locale, PageTemplates.Ask.OTHER_ITEMS, some));
        page(folder, "cart-plain", locale, pages.cart(locale, PageTemplates.Ask.PLAIN, all));
        page(folder, "cart-account", locale, pages.cart(locale, PageTemplates.Ask.OTHER_ACCOUNT, all));
        page(folder, "soldout", locale, pages.soldOut(locale, some));
        page(folder, "partly", locale, pages.partly(locale, some, "/cart"));
        page(folder, "reasons", locale, pages.question(locale, Reasons.USUAL));
        page(folder, "satisfaction", locale, pages.question(locale, Reasons.SATISFACTION));
        page(folder, "words", locale, pages.words(locale, Reasons.USUAL, "shipping_cost", "/"));
        page(folder, "thanks", locale, pages.thanks(locale, Reasons.USUAL, "shipping_cost", true));
        Map<String, Boolean> topics = new LinkedHashMap<>();
        List.of("reminders", "offers", "welcome", "questions")
                .forEach(word -> topics.put(word, !word.equals("offers")));
        page(folder, "unsubscribe", locale, pages.unsubscribe(locale, topics));
        page(folder, "preferred", locale, pages.preferred(locale, topics));
        page(folder, "unsubscribed", locale, pages.unsubscribed(locale));
        page(folder, "address", locale, pages.confirm(locale));
        page(folder, "confirmed", locale, pages.confirmed(locale));
    }

    private static void page(Path folder, String name, Locale locale, String html) throws IOException {
        Files.writeString(folder.resolve("page-" + name + "-" + locale.getLanguage() + ".html"), html);
    }

    private static void write(Path folder, String name, Locale locale, WrittenMail mail) throws IOException {
        Files.writeString(folder.resolve(name + "-" + locale.getLanguage() + ".html"), mail.html());
        Files.writeString(
                folder.resolve(name + "-" + locale.getLanguage() + ".txt"), mail.subject() + "\n\n" + mail.text());
    }
}
