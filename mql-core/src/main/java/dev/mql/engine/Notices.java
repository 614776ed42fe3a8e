package dev.mql.engine;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.lead.Lead;
import dev.mql.lead.Notice;
import dev.mql.lead.Stage;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is to hear what of a change: written into the lead by the very commit that makes the change, hence once for each crossing, and
 * delivered afterwards.
 */
final class Notices {
    /** How long delivery is tried: 72 hours. */
    static final long DEADLINE_MILLIS = 72 * 3_600_000L;

    private final List<String> webhooks = new ArrayList<>();
    private final List<String> mails = new ArrayList<>();
    private final Models models;

    Notices(Config config, Models models) {
        this.models = models;
        for (int i = 0; i < config.get(Settings.WEBHOOK_URLS).size(); i++) {
            webhooks.add("webhook:" + i);
        }
        for (int i = 0; i < config.get(Settings.HANDOFF_MAIL).size(); i++) {
            mails.add("mail:" + i);
        }
    }

    Lead told(Lead before, Lead after, Score score, Scorer scorer, Cause cause, long now) {
        if (webhooks.isEmpty() && mails.isEmpty() || after.aliasOf() != null) {
            return after;
        }
        boolean crossed = before.stage() != after.stage();
        boolean escalated = before.handoff().escalatedAt() < after.handoff().escalatedAt();
        if (!crossed && !escalated || cause == Cause.MODEL && !models.tellsCrossings()) {
            return after;
        }
        List<String> channels = new ArrayList<>(webhooks);
        // Of people of sales only those stages ask for attention in which they have to do something.
        if (escalated || after.stage() == Stage.MQL && after.person().known()) {
            channels.addAll(mails);
        }
        List<Notice> all = new ArrayList<>(after.notices());
        for (String channel : channels) {
            all.add(notice(
                    channel,
                    before,
                    crossed ? Notice.STAGE : Notice.ESCALATION,
                    before.stage().word(),
                    after.stage().word(),
                    cause,
                    Math.rint(score.value() * 100) / 100,
                    scorer.grade(after, score.value()),
                    scorer.model().version(),
                    now));
        }
        return after.withNotices(all);
    }

    /** Receivers of webhooks are told to forget a lead of which they may have heard. */
    Lead erased(Lead before, Lead nothing, long now) {
        if (webhooks.isEmpty() || before.since() == 0) {
            return nothing;
        }
        List<Notice> all = new ArrayList<>();
        for (String webhook : webhooks) {
            all.add(notice(webhook, before, Notice.ERASED, "", "", Cause.PERSON, 0, "", 0, now));
        }
        return nothing.withNotices(all).waking(now);
    }

    private static Notice notice(
            String channel,
            Lead before,
            String topic,
            String from,
            String to,
            Cause cause,
            double score,
            String grade,
            int model,
            long now) {
        return new Notice(
                channel,
                before.version() + 1,
                topic,
                from,
                to,
                cause.word(),
                score,
                grade,
                model,
                Notice.State.WAITING,
                0,
                now,
                now + DEADLINE_MILLIS,
                now,
                "");
    }
}
