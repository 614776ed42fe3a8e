package dev.mql.admin.page.series.texts;

import dev.mql.Mql;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Words;
import dev.mql.admin.page.series.Notice;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Policy;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.lead.Lead;
import dev.mql.nurture.MqlNurture;
import dev.mql.nurture.send.Texts;
import dev.mql.nurture.smtp.Mailbox;
import dev.mql.nurture.smtp.Outcome;
import dev.mql.nurture.template.Problem;
import dev.mql.nurture.template.WrittenMail;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows one text, checks and saves it, and sends it to somebody of the shop to be looked at. */
public final class TextPage {
    /** More than a text may have, so that what is a little too long is told and not lost. */
    private static final int MAX_TYPED = 40_000;

    private static final int TRIES = 3;
    private static final Set<String> SHOWN = Set.of("lead", "colours", "done", "draft");
    private static final Map<String, String> DONE = Map.of(
            "saved", "Saved. It is in every mail from now on, on every server.",
            "reset", "Set back. The text is as it ships again.",
            "sent", "Sent. Look into your inbox in a moment.");

    private final Pages pages;
    private final Supplier<MqlNurture> nurture;
    private final TestMails tests;
    private final Readers readers;
    private final TextViews views;
    private final Drafts drafts;

    public TextPage(Mql mql, Pages pages, Supplier<MqlNurture> nurture) {
        this.pages = pages;
        this.nurture = nurture;
        this.tests = new TestMails(mql.clock());
        this.readers = new Readers(mql);
        this.views = new TextViews(mql, nurture, readers);
        this.drafts = new Drafts(mql.records());
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/texts/{key}/{language}", Role.ALL, SHOWN, this::show),
                Route.get("/texts/{key}/{language}/preview", Role.ALL, Set.of("lead", "draft"), this::preview),
                Route.post("/texts/{key}/{language}/save", Role.TUNING, Set.of("source", "base", "what"), this::save)
                        .taking(MAX_TYPED),
                Route.post("/texts/{key}/{language}/reset", Role.TUNING, Set.of("base"), this::reset),
                Route.post("/texts/{key}/{language}/test", Role.TUNING, Set.of("to", "lead"), this::test));
    }

    private Reply show(Call call) {
        Place place = Place.of(call);
        String done = DONE.get(call.parameter("done"));
        if (done == null && !call.parameter("done").isEmpty()) {
            throw Failure.badParameter();
        }
        String draft = drafts.find(call.parameter("draft"));
        return page(
                call,
                place,
                200,
                done == null ? null : new Notice(false, done, ""),
                new TextViews.Typed(draft, draft == null ? "" : call.parameter("draft"), ""));
    }

    private Reply preview(Call call) {
        Place place = Place.of(call);
        String draft = drafts.find(call.parameter("draft"));
        if (draft == null) {
            return Policy.framed(mail(call, place).html());
        }
        Lead lead = readers.find(call.parameter("lead"));
        return Policy.framed(nurture.get()
                .sending()
                .previews()
                .of(lead, place.key(), place.language(), draft)
                .html());
    }

    private WrittenMail mail(Call call, Place place) {
        return nurture.get()
                .sending()
                .previews()
                .of(readers.find(call.parameter("lead")), place.key(), place.language());
    }

    private Reply save(Call call) {
        Place place = Place.of(call);
        String source = call.parameter("source");
        List<Problem> problems = nurture.get().textBook().check(place.key(), place.language(), source);
        boolean fatal = problems.stream().anyMatch(problem -> problem.weight() == Problem.Weight.ERROR);
        if (fatal) {
            Notice notice = new Notice(
                    true, "Not saved.", "Some lines can not be used, see below. What you typed is still here.");
            return page(call, 422, place, notice, source, "");
        }
        if (call.parameter("what").equals("check")) {
            Notice notice = new Notice(
                    false,
                    problems.isEmpty() ? "All lines can be used." : "It can be used, and could be better.",
                    "Nothing is saved yet; below is how it would look.");
            return page(call, place, 200, notice, new TextViews.Typed(source, drafts.keep(source), ""));
        }
        return saved(call, place, source)
                ? Reply.seeOther(place.href(call) + "?done=saved")
                : page(call, 409, place, conflict(), source, "");
    }

    private Reply reset(Call call) {
        Place place = Place.of(call);
        return saved(call, place, null)
                ? Reply.seeOther(place.href(call) + "?done=reset")
                : page(call, 409, place, conflict(), null, "");
    }

    private static Notice conflict() {
        return new Notice(
                true,
                "Not saved: somebody else has saved this text meanwhile.",
                "Nothing was overwritten. Open the page in another window to see theirs; saving again puts yours in its place.");
    }

    /** All texts are one record; only a change of the same text is in the way. */
    private boolean saved(Call call, Place place, @Nullable String source) {
        Texts texts = nurture.get().texts();
        for (int i = 0; i < TRIES; i++) {
            texts.refresh();
            long version = texts.version();
            if (!call.parameter("base").equals(views.base(place))) {
                return false;
            }
            if (texts.save(place.key(), place.language(), source, version)) {
                return true;
            }
        }
        return false;
    }

    private Reply test(Call call) {
        Place place = Place.of(call);
        String typed = call.parameter("to").strip();
        Mailbox to;
        try {
            to = new Mailbox(null, typed);
        } catch (IllegalArgumentException none) {
            return page(call, 422, place, refused("Write one mail address, such as you@shop.example."), null, typed);
        }
        if (!views.noTest().isEmpty()) {
            return page(call, 422, place, refused(views.noTest()), null, typed);
        }
        if (!tests.take()) {
            String enough = "At most " + TestMails.MOST + " tests a minute. Wait a little.";
            return page(call, 429, place, refused(enough), null, typed);
        }
        Outcome outcome = nurture.get().sending().previews().send(to, mail(call, place));
        if (outcome.kind() == Outcome.Kind.SENT) {
            String lead = call.parameter("lead");
            return Reply.seeOther(place.href(call) + "?done=sent" + (lead.isEmpty() ? "" : "&lead=" + lead));
        }
        String why = Words.reason(outcome.reason());
        return page(
                call,
                422,
                place,
                refused(why.isEmpty() ? "The mail server did not take it." : Words.why(outcome.reason()) + '.'),
                null,
                typed);
    }

    private static Notice refused(String why) {
        return new Notice(true, "No test was sent.", why);
    }

    /** @param typed what was typed in the place of what is saved */
    private Reply page(Call call, int status, Place place, @Nullable Notice notice, @Nullable String typed, String to) {
        return page(call, place, status, notice, new TextViews.Typed(typed, "", to));
    }

    private Reply page(Call call, Place place, int status, @Nullable Notice notice, TextViews.Typed typed) {
        TextView view = views.of(call, place, pages.show(call), notice, typed);
        return Policy.framing(pages.page(call, status, "text", place.key() + ", " + place.language(), view));
    }
}
