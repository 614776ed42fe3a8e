package dev.mql.admin.page.series;

import dev.mql.Mql;
import dev.mql.admin.page.JsonLines;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.config.Settings;
import dev.mql.lead.Mailing;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.effect.Uplift;
import dev.mql.nurture.sent.Brakes;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.PlaybookJson;
import dev.mql.nurture.series.Reason;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.series.Usual;
import dev.mql.store.Effect;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts all series into words. May block. Thread-safe. */
final class AllSeriesViews {
    static final int DAYS = 90;
    static final int HISTORY = 20;
    private static final int MAILS = 5_000;
    private static final int JSON_LEVELS = 4;

    private final Mql mql;

    AllSeriesViews(Mql mql) {
        this.mql = mql;
    }

    AllSeriesView of(
            MqlNurture nurture,
            String base,
            Show show,
            @Nullable Notice notice,
            Form limits,
            AllSeriesView.Json json,
            boolean mayTune) {
        Playbook current = nurture.sending().playbooks().current();
        Map<String, Brought> brought = brought(nurture, current, show);
        return new AllSeriesView(
                summary(current, show),
                notice,
                current.version(),
                DAYS,
                nothingLeaves(),
                stopped(nurture.brakes().status(), show),
                current.series().stream()
                        .map(series -> row(base, series, brought))
                        .toList(),
                limits,
                Arrays.stream(DayOfWeek.values())
                        .map(day -> new AllSeriesView.Day(
                                "day." + day.name().toLowerCase(Locale.ROOT),
                                day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)))
                        .toList(),
                json,
                history(nurture.sending().playbooks().history(HISTORY), show),
                mayTune);
    }

    /** What each series brought in the last days, by its id. */
    Map<String, Brought> brought(MqlNurture nurture, Playbook playbook, Show show) {
        long since = show.now() - Duration.ofDays(DAYS).toMillis();
        Map<String, Uplift> uplifts = new HashMap<>();
        nurture.sending().uplift(since).forEach(uplift -> uplifts.put(uplift.series(), uplift));
        Map<String, Long> sent = new HashMap<>();
        for (Effect mail : mql.leads().effects(Effect.MAIL, MAILS)) {
            if (mail.at() >= since
                    && Mailing.State.SENT.word().equals(mail.fields().get("state"))) {
                sent.merge(mail.fields().getOrDefault("series", ""), 1L, Long::sum);
            }
        }
        Map<String, Brought> brought = new HashMap<>();
        playbook.series()
                .forEach(series -> brought.put(
                        series.id(), Brought.of(series, uplifts.get(series.id()), sent.getOrDefault(series.id(), 0L))));
        return brought;
    }

    private static String summary(Playbook current, Show show) {
        long on = current.series().stream()
                .filter(s -> s.mode() == Series.Mode.ON)
                .count();
        return Show.count(on) + " of " + Show.count(current.series().size()) + " series"
                + (on == 1 ? " is on. " : " are on. ")
                + (current.version() == 0
                        ? "All is as the settings say: nobody has published a version yet."
                        : "Version " + current.version() + " is in force, published "
                                + show.when(current.publishedAt()).relative() + " by " + current.author() + '.');
    }

    private static String stopped(Brakes.Status status, Show show) {
        if (status.stopped() == null) {
            return "";
        }
        boolean complaints = status.stopped().equals(Reason.STOPPED_BY_COMPLAINTS);
        return "All marketing mail has stopped itself "
                + show.when(status.since()).relative() + ": of "
                + Show.plural(status.sent(), "mail") + " in a day "
                + (complaints
                        ? Show.count(status.complaints()) + " were complained about."
                        : Show.count(status.bounces()) + " came back for good.")
                + " Find out why first: which mail, which list, where the addresses come from. What waits says so with its cart.";
    }

    private String nothingLeaves() {
        if (!mql.config().isSet(Settings.SMTP_URL)) {
            return "No mail server is set (mql.smtp.url): all is computed, nothing is sent.";
        }
        return mql.durable()
                ? ""
                : "Leads live in memory only (mql.redis.url is not set): all is computed, nothing is sent.";
    }

    private static AllSeriesView.Row row(String base, Series series, Map<String, Brought> brought) {
        return new AllSeriesView.Row(
                series.id(),
                base + "/series/" + series.id(),
                series.name(),
                Words.occasion(series.occasion()),
                SeriesWords.steps(series),
                series.mode().word(),
                SeriesWords.mode(series.mode()),
                brought.getOrDefault(series.id(), Brought.of(series, null, 0)));
    }

    /** @param typed what was typed in the place of what is in force */
    AllSeriesView.Json json(Playbook current, @Nullable String typed, @Nullable String error) {
        String text = typed != null
                ? typed
                : JsonLines.of(
                        PlaybookJson.write(new Playbook(0, current.series(), current.limits(), "", "", 0))
                                .replaceFirst("^\\{\"version\":0,", "{")
                                .replaceFirst(",\"author\":\"\",\"note\":\"\",\"publishedAt\":0}$", "}"),
                        JSON_LEVELS);
        return new AllSeriesView.Json(text, (int) Math.min(30, text.lines().count() + 1), typed != null, error);
    }

    /** Each with what it changed against the one before; the first one against what the settings say. */
    private List<AllSeriesView.Version> history(List<Playbook> newestFirst, Show show) {
        List<AllSeriesView.Version> history = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            Playbook version = newestFirst.get(i);
            history.add(new AllSeriesView.Version(
                    version.version(),
                    i == 0,
                    "Version " + version.version(),
                    show.when(version.publishedAt()),
                    version.author(),
                    version.note(),
                    i + 1 < newestFirst.size()
                            ? Changes.between(newestFirst.get(i + 1), version)
                            : version.version() == 1 ? Changes.between(Usual.of(mql.config()), version) : List.of()));
        }
        return history;
    }
}
