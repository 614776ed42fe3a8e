package dev.mql.admin.api;

import dev.mql.Mql;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Door;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Route;
import dev.mql.store.StoreException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Health for probes and counters for Prometheus; both say nothing about any person. Closed unless the settings open them. */
public final class Probes implements Door {
    private final Mql mql;
    private final boolean open;

    public Probes(Mql mql, boolean open) {
        this.mql = mql;
        this.open = open;
    }

    public List<Route> health() {
        return List.of(Route.get("", Set.of(), Set.of(), this::health));
    }

    public List<Route> metrics() {
        return List.of(Route.get("", Set.of(), Set.of(), this::metrics));
    }

    private Reply health(Call call) {
        boolean up;
        try {
            mql.records().get("health", "probe");
            up = true;
        } catch (StoreException away) {
            up = false;
        }
        return Reply.json(
                up ? 200 : 503,
                JsonText.of(JsonText.object(
                        "status",
                        up ? "up" : "down",
                        "store",
                        up ? "up" : "down",
                        "durable",
                        mql.durable(),
                        "model",
                        mql.models().current().version(),
                        "eventsUnderway",
                        mql.account().underway())));
    }

    private Reply metrics(Call call) {
        StringBuilder text = new StringBuilder();
        mql.counters().all().forEach((name, value) -> {
            String metric = "mql_" + name.replaceAll("[^a-zA-Z0-9]", "_") + "_total";
            text.append("# TYPE ").append(metric).append(" counter\n");
            text.append(metric).append(' ').append(value).append('\n');
        });
        text.append("# TYPE mql_events_underway gauge\nmql_events_underway ")
                .append(mql.account().underway())
                .append('\n');
        return Reply.of(200, "text/plain;version=0.0.4;charset=UTF-8", text.toString());
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public @Nullable Reply refuse(Call call) {
        return null;
    }

    @Override
    public Reply tell(Failure failure, String base) {
        return Problems.of(failure);
    }
}
