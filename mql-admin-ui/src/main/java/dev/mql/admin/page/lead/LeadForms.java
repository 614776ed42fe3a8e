package dev.mql.admin.page.lead;

import dev.mql.Mql;
import dev.mql.admin.desk.Decisions;
import dev.mql.admin.page.Pages;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.lead.LeadId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** What is decided about a lead by hand; what can not be is told on the page, and what was typed stays. */
final class LeadForms {
    private static final String QUEUE = "handoff";

    private final Mql mql;
    private final LeadPage page;
    private final Decisions decisions;

    LeadForms(Mql mql, LeadPage page) {
        this.mql = mql;
        this.page = page;
        this.decisions = new Decisions(mql.desk());
    }

    List<Route> routes() {
        return List.of(
                Route.post("/leads/{id}/handoff", Role.SELLING, Set.of("verdict", "reason", "back"), this::verdict),
                Route.post("/leads/{id}/correct", Role.SELLING, Set.of("points", "reason", "until"), this::correct),
                Route.post("/leads/{id}/anew", Role.SELLING, Set.of("reason"), this::startAnew),
                Route.post(
                        "/leads/{id}/notices",
                        Role.SELLING,
                        Set.of("channel", "sequence", "what", "back"),
                        this::tell));
    }

    private Reply verdict(Call call) {
        String word = call.parameter("verdict");
        try {
            decisions.say(
                    call.path("id"), word, call.parameter("reason"), call.user().name());
        } catch (Failure refused) {
            return refused(call, refused, Hands.Typed.NOTHING);
        }
        return back(call, word);
    }

    private Reply correct(Call call) {
        Hands.Typed typed =
                new Hands.Typed(call.parameter("points"), call.parameter("reason"), call.parameter("until"));
        try {
            decisions.correct(
                    call.path("id"),
                    points(typed.points()),
                    typed.reason().strip(),
                    call.user().name(),
                    endOf(typed.until(), Pages.zone(call)));
        } catch (Failure refused) {
            return refused(call, refused, typed);
        }
        return back(call, "corrected");
    }

    /** @throws Failure if it is no plain number; bounds are checked where the correction is made */
    private static double points(String text) {
        String plain = text.strip().replace('−', '-').replace(',', '.');
        if (!plain.matches("[+-]?[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw new Failure(
                    400, "bad_correction", "Nothing was changed", "Points are a number such as 10, -5 or 2.5.");
        }
        return Double.parseDouble(plain);
    }

    /** A day counts to its end, where the reader is. */
    private static Instant endOf(String day, ZoneId zone) {
        try {
            return LocalDate.parse(day).plusDays(1).atStartOfDay(zone).toInstant();
        } catch (DateTimeException bad) {
            throw new Failure(400, "bad_correction", "Nothing was changed", "The last day is written as 2026-12-31.");
        }
    }

    private Reply startAnew(Call call) {
        try {
            decisions.startAnew(
                    call.path("id"),
                    call.parameter("reason").strip(),
                    call.user().name());
        } catch (Failure refused) {
            return refused(call, refused, Hands.Typed.NOTHING);
        }
        return back(call, "anew");
    }

    /** What others could not be told is tried again or dropped. */
    private Reply tell(Call call) {
        LeadId id = LeadPage.find(mql, call).id();
        String sequence = call.parameter("sequence");
        String what = call.parameter("what");
        if (!sequence.matches("[0-9]{1,18}") || !Set.of("replay", "drop").contains(what)) {
            throw Failure.badParameter();
        }
        String channel = call.parameter("channel");
        boolean done = what.equals("replay")
                ? mql.handoff().replay(id, Long.parseLong(sequence), channel)
                : mql.handoff().drop(id, Long.parseLong(sequence), channel);
        return done
                ? back(call, "told")
                : refused(
                        call,
                        new Failure(
                                409,
                                "conflict",
                                "Nothing was changed",
                                "Somebody else has tried this message again or dropped it already."),
                        Hands.Typed.NOTHING);
    }

    private Reply refused(Call call, Failure refused, Hands.Typed typed) {
        if (refused.status() == 404) {
            throw refused;
        }
        return page.page(
                call,
                refused.status() == 400 ? 422 : refused.status(),
                new LeadView.Note(true, refused.title() + ".", refused.detail()),
                typed);
    }

    private static Reply back(Call call, String done) {
        String id = call.path("id");
        return Reply.seeOther(
                call.parameter("back").equals(QUEUE)
                        ? call.base() + "/handoff?done=" + done + "&lead=" + id
                        : call.base() + "/leads/" + id + "?done=" + done);
    }
}
