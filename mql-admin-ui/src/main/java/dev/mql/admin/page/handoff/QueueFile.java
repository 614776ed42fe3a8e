package dev.mql.admin.page.handoff;

import dev.mql.admin.desk.Waiting;
import dev.mql.admin.page.Names;
import dev.mql.cart.Cart;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The queue as a file for spreadsheets (RFC 4180, UTF-8 with its mark). What strangers typed is never read as a formula. */
final class QueueFile {
    private static final String MARK = "\uFEFF";
    private static final String FORMULA = "=+-@\t\r";

    private final Vault vault;
    private final String base;

    /** @param base path of the admin pages, for links to leads */
    QueueFile(Vault vault, String base) {
        this.vault = vault;
        this.base = base;
    }

    String of(List<Waiting> queue) {
        StringBuilder file = new StringBuilder(MARK);
        file.append(line(Stream.of(
                "lead",
                "name",
                "address",
                "company",
                "score",
                "grade",
                "quality",
                "cart",
                "currency",
                "waiting_since",
                "overdue",
                "page")));
        queue.forEach(waiting -> file.append(line(fields(waiting))));
        return file.toString();
    }

    private Stream<String> fields(Waiting waiting) {
        Lead lead = waiting.lead();
        Names names = Names.of(lead, vault);
        String company = lead.person().company();
        Optional<Cart> cart = lead.liveCart().filter(c -> !c.lines().isEmpty());
        return Stream.of(
                lead.id().toString(),
                names.name(),
                names.address(),
                company == null ? "" : company,
                String.format(Locale.ROOT, "%.1f", Math.floor(waiting.score() * 10) / 10),
                waiting.grade(),
                waiting.quality(),
                cart.map(c -> c.total().toPlainString()).orElse(""),
                cart.map(Cart::currency).orElse(""),
                Instant.ofEpochMilli(lead.since()).toString(),
                waiting.overdue() ? "yes" : "no",
                base + "/leads/" + lead.id());
    }

    private static String line(Stream<String> fields) {
        return fields.map(QueueFile::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Always quoted, so that no separator of any country breaks it. */
    static String field(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
