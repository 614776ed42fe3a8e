package dev.mql.admin.page.series.texts;

import dev.mql.admin.page.series.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the editor of one text shows. Public because the template reads it.
 *
 * @param base tells which source was edited, so that nobody overwrites what another one saved meanwhile
 * @param other the other wording: its name and address
 * @param draft under which what was typed is kept to be looked at; empty if it is not
 * @param preview address of the preview
 * @param to the address for a test that could not be sent to
 * @param noTest why no test can be sent; empty if it can
 */
public record TextView(
        String key,
        String about,
        String language,
        boolean edited,
        @Nullable Notice notice,
        String source,
        String base,
        List<Line> problems,
        List<Word> placeholders,
        List<Link> languages,
        Link other,
        List<Reader> readers,
        String reader,
        boolean dark,
        String draft,
        String preview,
        String subject,
        String to,
        String noTest,
        boolean mayTune) {

    /** @param error whether it keeps the text from being saved */
    public record Line(String line, boolean error, String message) {}

    public record Word(String code, String about, String example, boolean always) {}

    public record Link(String label, String href, boolean current) {}

    /** A lead as whom the mail can be seen. */
    public record Reader(String id, String label) {}
}
