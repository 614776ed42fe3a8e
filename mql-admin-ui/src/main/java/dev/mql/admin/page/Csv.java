package dev.mql.admin.page;

import dev.mql.admin.web.Reply;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A file for spreadsheets (RFC 4180, UTF-8 with its mark). What strangers typed is never read as a formula. For one thread. */
public final class Csv {
    private static final String MARK = "\uFEFF";
    private static final String FORMULA = "=+-@\t\r\n";

    private final StringBuilder file = new StringBuilder(MARK);

    public Csv line(String... fields) {
        file.append(Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(",", "", "\r\n")));
        return this;
    }

    /** Always quoted, so that no separator of any country breaks it. */
    static String field(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** As a download. */
    public Reply reply(String name) {
        return Reply.of(200, "text/csv;charset=UTF-8", file.toString())
                .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }
}
