package dev.mql.nurture.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets the text part of a mail: {@value #WIDTH} columns, amounts right-aligned, every link on a line of its own. */
final class TextPart {
    private static final int WIDTH = 66;
    private static final String RULE = "-".repeat(WIDTH);

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
        out.append(RULE, 0, Math.min(WIDTH, mail.headline().length())).append('\n');
        paragraphs(mail.paragraphs());
        figures(mail);
        for (MailView.Answer answer : mail.answers()) {
            gap();
            wrapped(answer.title());
            wrapped(answer.text());
        }
        coupon(mail.coupon());
        choices(mail.rating());
        choices(mail.choices());
        items(mail.items());
        MailView.Link button = mail.button();
        if (button != null) {
            link(button.label(), button.url());
        }
        MailView.Aside aside = mail.aside();
        if (aside != null) {
            link(aside.lead() + " " + aside.label(), aside.url());
        }
        paragraphs(mail.closing());
        foot(mail.footer());
    }

    private void paragraphs(List<String> paragraphs) {
        for (String paragraph : paragraphs) {
            gap();
            wrapped(paragraph);
        }
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
            line(RULE);
            amount(ledger.totalLabel(), ledger.total());
        }
    }

    private void coupon(MailView.@Nullable Offer coupon) {
        if (coupon != null) {
            gap();
            wrapped(coupon.title() + ": " + coupon.words());
            line("  " + coupon.code());
            wrapped(coupon.until());
        }
    }

    private void choices(List<MailView.Link> choices) {
        for (MailView.Link choice : choices) {
            gap();
            wrapped("* " + choice.label());
            line("  " + choice.url());
        }
    }

    private void items(MailView.@Nullable Items items) {
        if (items == null) {
            return;
        }
        gap();
        String title = items.title();
        if (title != null) {
            wrapped(title);
            gap();
        }
        for (MailView.Line item : items.lines()) {
            wrapped(item.name());
            amount("  " + item.quantity(), item.total());
            String url = item.url();
            if (url != null) {
                line("  " + url);
            }
            gap();
        }
        String more = items.more();
        if (more != null) {
            wrapped(more);
            gap();
        }
        MailView.Sum sum = items.sum();
        if (sum != null) {
            line(RULE);
            amount(sum.label(), sum.amount());
        }
    }

    private void foot(MailView.Footer footer) {
        gap();
        line("-- ");
        wrapped(footer.why());
        if (!footer.address().isEmpty()) {
            gap();
            wrapped(footer.address());
        }
        MailView.Link preferences = footer.preferences();
        if (preferences != null) {
            link(preferences.label(), preferences.url());
        }
        MailView.Link unsubscribe = footer.unsubscribe();
        if (unsubscribe != null) {
            link(unsubscribe.label(), unsubscribe.url());
        }
    }

    private void link(String label, String url) {
        gap();
        // a label may be a question of its own
        wrapped(label.endsWith("?") ? label : label + ":");
        line(url);
    }

    private void amount(String left, String right) {
        int space = Math.max(2, WIDTH - left.length() - right.length());
        out.append(left).append(" ".repeat(space)).append(right).append('\n');
    }

    /** Breaks at plain spaces only, so that an amount stays with its currency. */
    private void wrapped(String text) {
        int begin = out.length();
        int next = 0;
        while (next <= text.length()) {
            int space = text.indexOf(' ', next);
            int end = space < 0 ? text.length() : space;
            if (out.length() > begin) {
                if (out.length() - begin + 1 + end - next > WIDTH) {
                    out.append('\n');
                    begin = out.length();
                } else {
                    out.append(' ');
                }
            }
            out.append(text, next, end);
            next = end + 1;
        }
        out.append('\n');
    }

    private void gap() {
        int length = out.length();
        if (length > 1 && !(out.charAt(length - 1) == '\n' && out.charAt(length - 2) == '\n')) {
            out.append('\n');
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
