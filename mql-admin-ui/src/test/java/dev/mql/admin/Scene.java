package dev.mql.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Lead;
import java.time.Duration;
import java.util.Map;

/** Makes leads happen in a shop that a test watches. */
final class Scene {
    private final AdminServer server;

    Scene(AdminServer server) {
        this.server = server;
    }

    /** An event that a server of the shop tells. */
    void event(String visitor, String type, Map<String, ?> props) {
        server.mql.track(event(visitor, type, "/" + type, props));
        settle();
    }

    private Event event(String visitor, String type, String url, Map<String, ?> props) {
        long at = server.clock.millis();
        return Event.of(EventId.at(at), visitor, type, at, Source.API, url, Props.of(props));
    }

    /** Somebody with an address who asks for enough to be an MQL at once. */
    Lead mql(String visitor, String address, String name) {
        server.mql.track(
                event(visitor, "quote_request", "/quote", Map.of("name", name)).withEmail(address));
        server.mql.track(event(visitor, "demo_request", "/demo", Map.of()));
        server.mql.track(event(visitor, "search", "/search", Map.of()));
        settle();
        return lead(visitor);
    }

    Lead lead(String visitor) {
        return server.mql.leads().byVisitor(visitor).orElseThrow();
    }

    private void settle() {
        assertThat(server.mql.awaitIdle(Duration.ofSeconds(10))).isTrue();
    }
}
