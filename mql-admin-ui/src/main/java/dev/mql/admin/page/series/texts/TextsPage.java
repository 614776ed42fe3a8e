package dev.mql.admin.page.series.texts;

import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.page.Words;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.send.Texts;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Series;
import dev.mql.nurture.template.TextBook;
import dev.mql.nurture.template.TextKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Lists the texts of all mails, with their languages and which of them were edited. */
public final class TextsPage {
    private final Pages pages;
    private final Supplier<MqlNurture> nurture;

    public TextsPage(Pages pages, Supplier<MqlNurture> nurture) {
        this.pages = pages;
        this.nurture = nurture;
    }

    public List<Route> routes() {
        return List.of(Route.get("/texts", Role.ALL, Set.of(), this::show));
    }

    private Reply show(Call call) {
        Texts edited = nurture.get().texts();
        Set<String> tested = tested(nurture.get().sending().playbooks().current());
        Map<String, List<TextsView.Row>> groups = new LinkedHashMap<>();
        int count = 0;
        for (TextKey key : TextKey.values()) {
            List<TextsView.Row> rows = groups.computeIfAbsent(group(key), title -> new ArrayList<>());
            rows.add(row(call, key.code(), key.about(), edited));
            String second = key.code() + "@b";
            boolean own = TextBook.LANGUAGES.stream().anyMatch(tag -> edited.source(second, tag) != null);
            if (own || tested.contains(key.code())) {
                rows.add(row(call, second, "The second wording of " + key.code() + ".", edited));
            }
        }
        List<TextsView.Group> all = new ArrayList<>();
        for (Map.Entry<String, List<TextsView.Row>> group : groups.entrySet()) {
            all.add(new TextsView.Group(group.getKey(), group.getValue()));
            for (TextsView.Row row : group.getValue()) {
                count += (int) row.languages().stream()
                        .filter(TextsView.Language::edited)
                        .count();
            }
        }
        TextsView view = new TextsView(
                "The words of " + Show.count(TextKey.values().length) + " mails in "
                        + Show.count(TextBook.LANGUAGES.size()) + " languages; "
                        + (count == 0 ? "all are as they ship." : Show.count(count) + " of them edited here."),
                all);
        return pages.page(call, 200, "texts", "Texts", view);
    }

    /** Texts of series that compare two wordings. */
    private static Set<String> tested(Playbook playbook) {
        Set<String> keys = new TreeSet<>();
        playbook.series().stream()
                .filter(Series::twoWordings)
                .flatMap(series -> series.steps().stream())
                .flatMap(step -> step.paths().stream())
                .forEach(path -> keys.add(path.text()));
        return keys;
    }

    private static String group(TextKey key) {
        String code = key.code();
        int dot = code.indexOf('.');
        String kind = dot < 0 ? code : code.substring(0, dot);
        return switch (kind) {
            case "confirm" -> "Address";
            case "cart", "checkout", "payment" -> "Carts";
            case "satisfaction", "question" -> "Questions";
            case "low" -> "Slow series";
            default -> Words.title(kind);
        };
    }

    private static TextsView.Row row(Call call, String key, String about, Texts edited) {
        List<TextsView.Language> languages = new ArrayList<>();
        for (String tag : TextBook.LANGUAGES) {
            languages.add(new TextsView.Language(
                    tag,
                    Locale.forLanguageTag(tag).getDisplayLanguage(Locale.ENGLISH),
                    call.base() + "/texts/" + key + '/' + tag,
                    edited.source(key, tag) != null));
        }
        return new TextsView.Row(key, about, languages);
    }
}
