package dev.mql.nurture.template;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the mail by which sales hears of a lead: internal, in English as the admin pages are. Safe for any number of threads. */
public final class AlertTemplate {
    private static final Locale LOCALE = Locale.ENGLISH;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", LOCALE).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", LOCALE).withZone(ZoneOffset.UTC);

    private final Layout layout = Layout.shipped();
    private final String shop;

    public AlertTemplate(Shop shop) {
        this.shop = Plain.line(shop.name(), 80);
    }

    public WrittenMail write(AlertView alert) {
        boolean late = alert.occasion() == AlertView.Occasion.WAITING_TOO_LONG;
        String who = who(alert);
        CartView cart = alert.cart();
        MailView view = new MailView(
                LOCALE.toLanguageTag(),
                shop,
                Plain.line((late ? "Still waiting: " : "New lead for sales: ") + who, 50),
                "Score " + points(alert.score()) + (alert.grade().isEmpty() ? "" : ", grade " + alert.grade())
                        + ". Accept or reject it on its page.",
                late ? who + " is still waiting for sales" : who + " is qualified for sales",
                paragraphs(alert, late),
                figures(alert),
                ledger(alert),
                List.of(),
                null,
                List.of(),
                List.of(),
                cart == null || cart.lines().isEmpty() ? null : items(cart),
                new MailView.Link("Open the lead", alert.page()),
                null,
                List.of(
                        "On its page you accept the lead, or reject it with a reason. Both help to set the scoring right."),
                new MailView.Footer(
                        "This goes to the people of sales at " + shop
                                + ", whose addresses are in the setting mql.handoff.mail. It names a person: please do not pass it on.",
                        null,
                        null,
                        ""));
        return new WrittenMail(view.subject(), layout.render(view), TextPart.of(view), view.lang(), "alert");
    }

    private static MailView.Items items(CartView cart) {
        Money money = new Money(cart.currency(), LOCALE);
        return new MailView.Items(
                "In the cart now",
                Items.lines(cart, money, true),
                Items.more(Words.of(LOCALE), cart.lines().size()),
                new MailView.Sum("Total", money.write(cart.total())));
    }

    private static String who(AlertView alert) {
        String name = named(alert);
        String address = alert.address();
        return name != null ? name : address != null ? Plain.line(address, 60) : "A lead";
    }

    private static @Nullable String named(AlertView alert) {
        String name = Plain.name(alert.name(), 60);
        return name.isEmpty() ? null : name;
    }

    private static List<String> paragraphs(AlertView alert, boolean late) {
        List<String> paragraphs = new ArrayList<>();
        String since = MOMENT.format(alert.since());
        paragraphs.add(
                late
                        ? "Nobody has accepted or rejected this lead since " + since
                                + ". The time for a first touch is over."
                        : "This lead passed the threshold on " + since + ".");
        String address = alert.address();
        paragraphs.add(
                address == null
                        ? "No address is known yet; the page shows what the visitor did."
                        : "Write to: " + Plain.line(address, 254));
        return paragraphs;
    }

    private static List<MailView.Figure> figures(AlertView alert) {
        List<MailView.Figure> figures = new ArrayList<>();
        figures.add(new MailView.Figure("Score", points(alert.score())));
        if (!alert.grade().isEmpty()) {
            figures.add(new MailView.Figure("Grade", alert.grade()));
        }
        figures.add(new MailView.Figure("Stage", alert.stage()));
        return figures;
    }

    private static MailView.@Nullable Ledger ledger(AlertView alert) {
        if (alert.lines().isEmpty()) {
            return null;
        }
        List<MailView.Entry> entries = new ArrayList<>();
        for (AlertView.Line line : alert.lines()) {
            entries.add(new MailView.Entry(Plain.line(line.text(), 120), day(line.at()), points(line.points())));
        }
        if (alert.others() != 0) {
            entries.add(new MailView.Entry("Everything else", "", points(alert.others())));
        }
        return new MailView.Ledger("Where the score comes from", entries, "Score now", points(alert.score()));
    }

    private static String day(Instant at) {
        return DAY.format(at);
    }

    /** To a tenth, so that a column adds up to the eye; with a real minus sign. */
    private static String points(double points) {
        return String.format(LOCALE, "%.1f", points).replace('-', '−');
    }
}
