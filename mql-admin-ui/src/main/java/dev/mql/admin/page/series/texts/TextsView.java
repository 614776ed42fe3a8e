package dev.mql.admin.page.series.texts;

import java.util.List;

/** What the list of texts shows. Public because the template reads it. */
public record TextsView(String summary, List<Group> groups) {

    /** Texts for one kind of mail. */
    public record Group(String title, List<Row> rows) {}

    public record Row(String key, String about, List<Language> languages) {}

    /** @param edited whether a marketer wrote it in place of the shipped one */
    public record Language(String tag, String label, String href, boolean edited) {}
}
