package dev.mql.nurture.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes every mail into a folder, to be looked at: {@code Gallery <folder> <address of pictures>}. */
final class Gallery {
    private Gallery() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        MailTemplates templates = new MailTemplates(Samples.SHOP);
        for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.GERMANY}) {
            write(folder, "confirm", locale, templates.confirmAddress(locale, Samples.CONFIRM));
            for (int step = 1; step <= MailTemplates.RECOVERY_STEPS; step++) {
                write(
                        folder,
                        "recovery" + step,
                        locale,
                        templates.recovery(locale, step, Samples.cart(args[1]), Samples.LINKS));
            }
        }
    }

    private static void write(Path folder, String name, Locale locale, WrittenMail mail) throws IOException {
        Files.writeString(folder.resolve(name + "-" + locale.getLanguage() + ".html"), mail.html());
        Files.writeString(
                folder.resolve(name + "-" + locale.getLanguage() + ".txt"), mail.subject() + "\n\n" + mail.text());
    }
}
