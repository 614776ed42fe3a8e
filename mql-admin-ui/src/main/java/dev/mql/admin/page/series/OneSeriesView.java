package dev.mql.admin.page.series;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page of one series shows. Public because the template reads it. */
public record OneSeriesView(
        String id,
        String name,
        String occasion,
        String after,
        boolean cart,
        @Nullable Notice notice,
        int version,
        int days,
        Brought brought,
        Form form,
        List<Choice> modes,
        List<Choice> stages,
        List<Choice> depths,
        List<Choice> texts,
        List<Mail> mails,
        boolean mayTune) {

    /** A word for programs and what it is called. */
    public record Choice(String word, String label) {}

    /** @param known whether the series has it so far */
    public record Mail(int number, String delay, boolean known, List<Way> ways) {}

    /**
     * One path of a mail.
     *
     * @param name of the field that holds its text
     * @param when its condition in words
     */
    public record Way(String name, String when) {}
}
