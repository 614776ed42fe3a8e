package dev.mql.admin.page.series.texts;

import dev.mql.Mql;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.series.Notice;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Role;
import dev.mql.config.Settings;
import dev.mql.lead.Lead;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.template.Problem;
import dev.mql.nurture.template.TextBook;
import dev.mql.nurture.template.TextKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts the editor of one text together. May block. Thread-safe. */
final class TextViews {
    private final Mql mql;
    private final Supplier<MqlNurture> nurture;
    private final Readers readers;

    TextViews(Mql mql, Supplier<MqlNurture> nurture, Readers readers) {
        this.mql = mql;
        this.nurture = nurture;
        this.readers = readers;
    }

    /** Tells one source of a text from the next. */
    String base(Place place) {
        return Integer.toHexString(
                nurture.get().textBook().source(place.key(), place.language()).hashCode());
    }

    /** Why no test can be sent from here; empty if it can. */
    String noTest() {
        if (!mql.config().isSet(Settings.SMTP_URL)) {
            return "No mail server is set: see mql.smtp.url.";
        }
        if (!mql.config().isSet(Settings.MAIL_FROM)) {
            return "No sender is set: see mql.mail.from.";
        }
        return mql.durable() ? "" : "Leads live in memory only, so nothing is sent: see mql.redis.url.";
    }

    /**
     * What was typed.
     *
     * @param source of the text; {@code null} for the saved one
     * @param draft under which it is kept; empty if it is not
     * @param to the address for a test
     */
    record Typed(@Nullable String source, String draft, String to) {}

    TextView of(Call call, Place place, Show show, @Nullable Notice notice, Typed typed) {
        MqlNurture running = nurture.get();
        String reader = call.parameter("lead");
        Lead lead = readers.find(reader);
        String colours = call.parameter("colours");
        if (!Set.of("", "light", "dark").contains(colours)) {
            throw Failure.badParameter();
        }
        TextBook book = running.textBook();
        String saved = book.source(place.key(), place.language());
        String source = typed.source() == null ? saved : typed.source();
        return new TextView(
                place.key(),
                place.second()
                        ? "The second wording. " + place.text().about()
                        : place.text().about(),
                place.language(),
                running.texts().source(place.key(), place.language()) != null,
                notice,
                source,
                base(place),
                book.check(place.key(), place.language(), source).stream()
                        .map(TextViews::line)
                        .toList(),
                placeholders(place.text()),
                languages(call, place),
                other(call, place),
                readers.latest(show),
                reader,
                colours.equals("dark"),
                typed.draft(),
                place.href(call) + "/preview?lead=" + reader + "&draft=" + typed.draft(),
                running.sending()
                        .previews()
                        .of(lead, place.key(), place.language(), typed.draft().isEmpty() ? saved : source)
                        .subject(),
                typed.to(),
                noTest(),
                Role.TUNING.contains(call.user().role()));
    }

    private static TextView.Line line(Problem problem) {
        return new TextView.Line(
                "Line " + problem.line(), problem.weight() == Problem.Weight.ERROR, sentence(problem.message()));
    }

    private static String sentence(String message) {
        String end = message.endsWith(".") ? "" : ".";
        return message.isEmpty() ? "" : Character.toUpperCase(message.charAt(0)) + message.substring(1) + end;
    }

    private static List<TextView.Word> placeholders(TextKey key) {
        return key.placeholders().stream()
                .map(p -> new TextView.Word("{{" + p.code() + "}}", p.about(), p.example(), key.always(p)))
                .toList();
    }

    private static List<TextView.Link> languages(Call call, Place place) {
        Set<String> tags = new LinkedHashSet<>(TextBook.LANGUAGES);
        tags.add(place.language());
        List<TextView.Link> links = new ArrayList<>();
        for (String tag : tags) {
            links.add(new TextView.Link(
                    Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH),
                    new Place(place.key(), tag).href(call),
                    tag.equals(place.language())));
        }
        return links;
    }

    private static TextView.Link other(Call call, Place place) {
        String key = place.second() ? place.text().code() : place.text().code() + "@b";
        return new TextView.Link(
                place.second() ? "The first wording" : "The second wording",
                new Place(key, place.language()).href(call),
                false);
    }
}
