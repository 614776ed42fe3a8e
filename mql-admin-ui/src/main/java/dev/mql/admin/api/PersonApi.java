package dev.mql.admin.api;

import dev.mql.Mql;
import dev.mql.admin.desk.Decisions;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Route;
import dev.mql.event.Event;
import dev.mql.event.EventId;
import dev.mql.event.EventType;
import dev.mql.event.Props;
import dev.mql.event.Source;
import dev.mql.lead.Attribute;
import dev.mql.lead.Lead;
import dev.mql.lead.LeadId;
import dev.mql.lead.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the shop knows of a person, and what it owes them: attributes in, everything out, erasure. */
final class PersonApi {
    private static final Set<String> NO_ATTRIBUTES = Set.of("name", "locale", "email");

    private final Mql mql;

    PersonApi(Mql mql) {
        this.mql = mql;
    }

    List<Route> routes() {
        return List.of(
                Route.json("PUT", "/leads/{id}/attributes", Set.of(), this::describe),
                Route.get("/leads/{id}/export", Set.of(), Set.of(), this::export),
                Route.delete("/leads/{id}", Set.of(), this::erase));
    }

    private Reply describe(Call call) {
        Map<String, Object> props = attributes(JsonBody.read(call).fields());
        long now = mql.clock().millis();
        // As the event it is: of two values for one name the later holds, whichever way it came.
        Event identify = Event.of(EventId.at(now), "api", EventType.IDENTIFY, now, Source.API, null, Props.of(props));
        Lead lead = id(call).flatMap(id -> mql.leads().apply(id, identify)).orElseThrow(Decisions::noLead);
        return Reply.json(200, JsonText.of(JsonText.object("attributes", LeadJson.attributes(lead))));
    }

    private static Map<String, Object> attributes(Map<?, ?> fields) {
        if (fields.isEmpty() || fields.size() > Profile.MAX) {
            throw bad("Send 1 to " + Profile.MAX + " attributes.");
        }
        Map<String, Object> props = new TreeMap<>();
        fields.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!Profile.isName(name) || NO_ATTRIBUTES.contains(name)) {
                throw bad(
                        "An attribute has a name of small letters, digits and underscores, at most 40, beginning with a"
                                + " letter; name, locale, email and " + Profile.MAIL_DOMAIN + " are no attributes.");
            }
            if (value instanceof Map || value instanceof List) {
                throw bad("The value of an attribute is a text, a number, true, false or null.");
            }
            Object given = value == null ? "" : value;
            if (given.toString().length() > Attribute.MAX_TEXT) {
                throw bad("The value of an attribute has at most " + Attribute.MAX_TEXT + " characters.");
            }
            props.put(name, given);
        });
        return props;
    }

    private static Failure bad(String detail) {
        return new Failure(400, "bad_attribute", "Nothing was changed", detail);
    }

    private Reply export(Call call) {
        return Reply.json(200, id(call).flatMap(mql.privacy()::export).orElseThrow(Decisions::noLead));
    }

    private Reply erase(Call call) {
        if (!id(call).filter(mql.privacy()::erase).isPresent()) {
            throw Decisions.noLead();
        }
        return Reply.of(204, "application/json", "");
    }

    private static Optional<LeadId> id(Call call) {
        return Optional.ofNullable(LeadId.parse(call.path("id")));
    }
}
