package dev.mql.nurture.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets the text part of a mail: {@value #WIDTH} columns, amounts right-aligned, every link on a line of its own. */
final class TextPart {
    private static final int WIDTH = 66;

    private final StringBuilder out = new StringBuilder(2_048);

    private TextPart() {}

    static String of(MailView mail) {
        TextPart part = new TextPart();
        part.write(mail);
        return part.out.toString();
    }

    private void write(MailView mail) {
        line(mail.shop());
        gap();
        wrapped(mail.headline());
        line("-".repeat(Math.min(WIDTH, mail.headline().length())));
        for (String paragraph : mail.paragraphs()) {
            gap();
            wrapped(paragraph);
        }
        figures(mail);
        for (MailView.Answer answer : mail.answers()) {
            gap();
            wrapped(answer.title());
            wrapped(answer.text());
        }
        for (MailView.Link choice : mail.choices()) {
            gap();
            wrapped("* " + choice.label());
            line("  " + choice.url());
        }
        cart(mail);
        link(mail.button().label(), mail.button().url());
        MailView.Aside aside = mail.aside();
        if (aside != null) {
            link(aside.lead() + " " + aside.label(), aside.url());
        }
        for (String paragraph : mail.closing()) {
            gap();
            wrapped(paragraph);
        }
        foot(mail.footer());
    }

    private void figures(MailView mail) {
        gap();
        mail.figures().forEach(figure -> amount(figure.label(), figure.value()));
        MailView.Ledger ledger = mail.ledger();
        if (ledger != null) {
            gap();
            wrapped(ledger.title());
            gap();
            ledger.entries().forEach(entry -> amount(entry.what() + " " + entry.when(), entry.points()));
            line("-".repeat(WIDTH));
            amount(ledger.totalLabel(), ledger.total());
        }
    }

    private void cart(MailView mail) {
        if (mail.lines().isEmpty()) {
            return;
        }
        gap();
        String title = mail.cartTitle();
        if (title != null) {
            wrapped(title);
            gap();
        }
        for (MailView.Line item : mail.lines()) {
            wrapped(item.name());
            amount("  " + item.quantity(), item.total());
            gap();
        }
        String more = mail.more();
        if (more != null) {
            wrapped(more);
            gap();
        }
        line("-".repeat(WIDTH));
        amount(mail.totalLabel(), mail.total());
    }

    private void foot(MailView.Footer footer) {
        gap();
        line("-- ");
        wrapped(footer.why());
        MailView.@Nullable Link unsubscribe = footer.unsubscribe();
        if (unsubscribe != null) {
            link(unsubscribe.label(), unsubscribe.url());
        }
        if (!footer.address().isEmpty()) {
            gap();
            wrapped(footer.address());
        }
    }

    private void link(String label, String url) {
        gap();
        wrapped(label + ":");
        line(url);
    }

    private void amount(String left, String right) {
        line(left + " ".repeat(Math.max(2, WIDTH - left.length() - right.length())) + right);
    }

    private void wrapped(String text) {
        for (String line : wrap(text)) {
            line(line);
        }
    }

    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(WIDTH);
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void gap() {
        if (!out.isEmpty() && !out.toString().endsWith("\n\n")) {
            out.append('\n');
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
