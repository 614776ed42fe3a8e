package dev.mql.privacy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.mql.MqlException;
import dev.mql.acquisition.Acquisition;
import dev.mql.acquisition.TrafficSource;
import dev.mql.cart.Cart;
import dev.mql.cart.CartLine;
import dev.mql.cart.Feedback;
import dev.mql.identity.Vault;
import dev.mql.lead.Claim;
import dev.mql.lead.Handoff;
import dev.mql.lead.Lead;
import dev.mql.lead.Person;
import dev.mql.lead.Touch;
import dev.mql.scoring.Fit;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A whole lead in words and numbers, for the person it is about. Pure. */
final class Export {
    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Lead lead;
    private final Vault vault;

    private Export(Lead lead, Vault vault) {
        this.lead = lead;
        this.vault = vault;
    }

    static String of(Lead lead, Scorer scorer, Vault vault, long now) {
        JsonObject json = new Export(lead, vault).kept();
        Score score = scorer.score(lead, now);
        JsonObject scored = new JsonObject();
        scored.addProperty("at", time(now));
        scored.addProperty("score", score.value());
        Fit fit = scorer.fit(lead);
        scored.addProperty("fit", fit == null ? null : fit.value());
        scored.addProperty("model", scorer.model().version());
        scored.add("ledger", list(score.lines(), line -> {
            JsonObject one = new JsonObject();
            one.addProperty("at", time(line.at()));
            one.addProperty("rule", line.rule());
            one.addProperty("given", line.given());
            one.addProperty("cut", line.cut());
            one.addProperty("left", line.left());
            one.addProperty("note", line.note());
            return one;
        }));
        json.add("scoring", scored);
        return JSON.toJson(json);
    }

    private JsonObject kept() {
        JsonObject json = new JsonObject();
        json.addProperty("id", lead.id().toString());
        json.add("alsoKnownAs", list(lead.absorbed(), id -> {
            JsonObject one = new JsonObject();
            one.addProperty("id", id.toString());
            return one;
        }));
        json.addProperty("firstSeen", time(lead.firstSeen()));
        json.addProperty("lastSeen", time(lead.lastSeen()));
        json.addProperty("stage", lead.stage().word());
        json.addProperty("stageSince", time(lead.since()));
        json.add("person", person());
        json.add("attributes", list(lead.profile().attributes(), a -> {
            JsonObject one = at(a.at());
            one.addProperty("name", a.name());
            one.addProperty("value", a.value());
            return one;
        }));
        Acquisition acquisition = lead.acquisition();
        if (acquisition != null) {
            json.add("firstCameBy", source(acquisition.first()));
            json.add("lastCameBy", source(acquisition.last()));
        }
        json.add("consents", list(lead.consents(), c -> {
            JsonObject one = at(c.at());
            one.addProperty("purpose", c.purpose().word());
            one.addProperty("granted", c.granted());
            one.addProperty("wording", c.wording());
            one.addProperty("source", c.source());
            return one;
        }));
        json.add("events", list(lead.activity().touches(), Export::event));
        json.add("olderEvents", list(lead.activity().folded(), f -> {
            JsonObject one = at(f.last());
            one.addProperty("type", f.type());
            one.addProperty("count", f.count());
            return one;
        }));
        json.add("carts", list(lead.carts(), Export::cart));
        json.add("mails", list(lead.mails(), m -> {
            JsonObject one = at(m.at());
            one.addProperty("kind", m.kind().word());
            one.addProperty("step", m.step());
            one.addProperty("state", m.state().word());
            one.addProperty("reason", m.reason());
            return one;
        }));
        json.add("series", list(lead.enrolments(), e -> {
            JsonObject one = at(e.at());
            one.addProperty("kind", e.kind().word());
            one.addProperty("series", e.series());
            one.addProperty("group", e.group().word());
            one.addProperty("reason", e.reason());
            one.addProperty("ordered", time(e.orderedAt()));
            return one;
        }));
        json.add("corrections", list(lead.corrections(), c -> {
            JsonObject one = at(c.at());
            one.addProperty("points", c.points());
            one.addProperty("reason", c.reason());
            one.addProperty("until", time(c.until()));
            return one;
        }));
        json.add("history", list(lead.milestones(), m -> {
            JsonObject one = at(m.at());
            one.addProperty("kind", m.kind());
            one.addProperty("text", m.text());
            return one;
        }));
        Handoff handoff = lead.handoff();
        if (handoff.verdict() != Handoff.Verdict.NONE) {
            JsonObject sales = at(handoff.at());
            sales.addProperty("verdict", handoff.verdict().word());
            sales.addProperty("reason", handoff.reason());
            json.add("sales", sales);
        }
        return json;
    }

    private static JsonObject source(TrafficSource source) {
        JsonObject json = at(source.at());
        json.addProperty("source", source.source());
        json.addProperty("medium", source.medium());
        json.addProperty("campaign", source.campaign());
        json.addProperty("term", source.term());
        json.addProperty("content", source.content());
        json.addProperty("clickId", source.clickId());
        json.addProperty("landing", source.landing());
        return json;
    }

    private JsonObject person() {
        Person person = lead.person();
        Claim claim = lead.claim();
        JsonObject json = new JsonObject();
        json.addProperty("address", opened(person.sealedAddress()));
        json.addProperty("name", opened(person.sealedName()));
        json.addProperty("locale", person.locale());
        json.addProperty("timeZone", person.zone());
        json.addProperty("company", person.company());
        json.addProperty("mailBasis", person.basis().name().toLowerCase(Locale.ROOT));
        json.addProperty("mailBasisSince", time(person.basisAt()));
        json.addProperty("unsubscribed", time(person.unsubscribedAt()));
        json.addProperty("unconfirmedAddress", claim == null ? null : opened(claim.sealedAddress()));
        json.addProperty("unconfirmedName", claim == null ? null : opened(claim.sealedName()));
        return json;
    }

    private @Nullable String opened(@Nullable String sealed) {
        try {
            return sealed == null ? null : vault.open(sealed);
        } catch (MqlException unknownKey) {
            return "(sealed under a secret that is no longer listed)";
        }
    }

    private static JsonObject event(Touch touch) {
        JsonObject json = at(touch.at());
        json.addProperty("type", touch.type());
        json.addProperty("object", touch.object());
        for (String name : touch.props().names()) {
            json.addProperty(name, touch.props().text(name));
        }
        return json;
    }

    private static JsonObject cart(Cart cart) {
        JsonObject json = at(cart.touchedAt());
        json.addProperty("state", cart.state().name().toLowerCase(Locale.ROOT));
        json.addProperty("currency", cart.currency());
        json.addProperty("order", cart.orderRef());
        json.add("lines", list(cart.lines(), Export::line));
        Feedback feedback = cart.feedback();
        if (feedback != null) {
            JsonObject said = at(feedback.at());
            said.addProperty("reason", feedback.reason());
            said.addProperty("text", feedback.text());
            json.add("feedback", said);
        }
        return json;
    }

    private static JsonObject line(CartLine line) {
        JsonObject json = new JsonObject();
        json.addProperty("item", line.id());
        json.addProperty("name", line.name());
        json.addProperty("price", line.price());
        json.addProperty("quantity", line.quantity());
        return json;
    }

    private static <T> JsonArray list(Iterable<T> all, Function<T, JsonObject> each) {
        JsonArray json = new JsonArray();
        all.forEach(one -> json.add(each.apply(one)));
        return json;
    }

    private static JsonObject at(long millis) {
        JsonObject json = new JsonObject();
        json.addProperty("at", time(millis));
        return json;
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
