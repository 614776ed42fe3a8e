package dev.mql.nurture.alert;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.cart.Cart;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import dev.mql.handoff.Answer;
import dev.mql.handoff.Channel;
import dev.mql.handoff.Explanation;
import dev.mql.handoff.NoticeId;
import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import dev.mql.lead.Stage;
import dev.mql.nurture.series.Pictures;
import dev.mql.nurture.series.SeriesSettings;
import dev.mql.nurture.smtp.MailSender;
import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.smtp.OutgoingMail;
import dev.mql.nurture.template.AlertTemplate;
import dev.mql.nurture.template.AlertView;
import dev.mql.nurture.template.Shop;
import dev.mql.nurture.template.WrittenMail;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The channel {@code mail:N}: one address of sales. A mail whose outcome is unknown is not sent again by itself, as with all our mail;
 * it is a dead letter then, which somebody may replay.
 */
public final class AlertMails implements Channel {
    private final Mql mql;
    private final SeriesSettings settings;
    private final AlertTemplate template;
    private final MailSender sender;
    private final Mailbox to;

    private AlertMails(Mql mql, SeriesSettings settings, AlertTemplate template, MailSender sender, Mailbox to) {
        this.mql = mql;
        this.settings = settings;
        this.template = template;
        this.sender = sender;
        this.to = to;
    }

    /**
     * Opens a channel for each address of {@code mql.handoff.mail}.
     *
     * @throws ConfigException if one of them can not be written to
     */
    public static void open(Mql mql, SeriesSettings settings, Shop shop, MailSender sender) {
        AlertTemplate template = new AlertTemplate(shop);
        List<String> addresses = mql.config().get(Settings.HANDOFF_MAIL);
        for (int i = 0; i < addresses.size(); i++) {
            Mailbox to = mailbox(mql, addresses.get(i));
            mql.handoff().open("mail:" + i, new AlertMails(mql, settings, template, sender, to));
        }
    }

    private static Mailbox mailbox(Mql mql, String address) {
        try {
            return new Mailbox(null, address);
        } catch (IllegalArgumentException notSendable) {
            String allowed = "must be addresses in ASCII, such as sales@shop.example";
            throw new ConfigException(List.of(mql.config().refusal(Settings.HANDOFF_MAIL, allowed)));
        }
    }

    @Override
    public Answer tell(Lead lead, Notice notice, HandOver handOver) {
        if (notice.topic().equals(Notice.ESCALATION) && lead.stage() != Stage.MQL) {
            return Answer.delivered(); // somebody has looked meanwhile: nothing is left to say
        }
        Mailbox from = settings.from();
        String dryRun = settings.dryRun();
        if (dryRun != null || from == null) {
            return Answer.ended(dryRun == null ? "no_sender" : dryRun);
        }
        if (settings.baseUrl().isEmpty()) {
            return Answer.ended("no_base_url");
        }
        WrittenMail written = template.write(view(lead, notice));
        Outcome outcome = sender.send(
                new OutgoingMail(
                        from,
                        to,
                        written.subject(),
                        written.html(),
                        written.text(),
                        "mql." + NoticeId.of(lead, notice),
                        null,
                        null,
                        null,
                        null,
                        mql.clock().instant(),
                        true),
                handOver::begin);
        mql.counters().add("mail." + outcome.kind().name().toLowerCase(Locale.ROOT), 1);
        return switch (outcome.kind()) {
            case SENT -> Answer.delivered();
            case TEMPORARY -> Answer.failed(outcome.reason(), 0);
            case PERMANENT, UNCERTAIN -> Answer.ended(outcome.reason());
            case STOPPED -> Answer.putOff(outcome.reason(), 0);
        };
    }

    private AlertView view(Lead lead, Notice notice) {
        Explanation explanation = mql.explain(lead);
        boolean escalated = notice.topic().equals(Notice.ESCALATION);
        return new AlertView(
                escalated ? AlertView.Occasion.WAITING_TOO_LONG : AlertView.Occasion.QUALIFIED,
                opened(lead.person().sealedName()),
                opened(lead.person().sealedAddress()),
                Instant.ofEpochMilli(escalated ? lead.since() : notice.at()),
                stage(lead.stage()),
                explanation.score(),
                explanation.grade(),
                explanation.lines().stream()
                        .map(line -> new AlertView.Line(Instant.ofEpochMilli(line.at()), line.text(), line.points()))
                        .toList(),
                explanation.others(),
                lead.liveCart()
                        .filter(cart -> !cart.lines().isEmpty())
                        .map((Cart cart) -> Pictures.cart(cart, settings.baseUrl()))
                        .orElse(null),
                settings.baseUrl() + settings.basePath() + "/admin/leads/" + lead.id());
    }

    private static String stage(Stage stage) {
        return switch (stage) {
            case MQL, SAL, SQL -> stage.name();
            default -> stage.name().charAt(0) + stage.word().substring(1);
        };
    }

    private @Nullable String opened(@Nullable String sealed) {
        try {
            return sealed == null ? null : mql.vault().open(sealed);
        } catch (MqlException notReadable) {
            return null; // its page says why
        }
    }
}
