package dev.mql.nurture.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

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
        page(folder, "cart", locale, pages.cart(locale, Samples.cart(pictures)));
        page(folder, "partly", locale, pages.partly(locale, "/cart"));
        page(folder, "reasons", locale, pages.reasons(locale));
        page(folder, "words", locale, pages.words(locale, "shipping_cost", "/"));
        page(folder, "thanks", locale, pages.thanks(locale, "shipping_cost", true));
        page(folder, "unsubscribe", locale, pages.unsubscribe(locale));
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
