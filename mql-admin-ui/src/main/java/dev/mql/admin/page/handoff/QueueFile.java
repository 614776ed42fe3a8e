package dev.mql.admin.page.handoff;

import dev.mql.admin.desk.Waiting;
import dev.mql.admin.page.Csv;
import dev.mql.admin.page.Names;
import dev.mql.cart.Cart;
import dev.mql.identity.Vault;
import dev.mql.lead.Lead;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The queue as a file for spreadsheets. */
final class QueueFile {
    private final Vault vault;
    private final String base;

    /** @param base path of the admin pages, for links to leads */
    QueueFile(Vault vault, String base) {
        this.vault = vault;
        this.base = base;
    }

    Csv of(List<Waiting> queue) {
        Csv file = new Csv();
        file.line(
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
                "page");
        queue.forEach(waiting -> add(waiting, file));
        return file;
    }

    private void add(Waiting waiting, Csv file) {
        Lead lead = waiting.lead();
        Names names = Names.of(lead, vault);
        String company = lead.person().company();
        Optional<Cart> cart = lead.liveCart().filter(c -> !c.lines().isEmpty());
        file.line(
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
}
