package dev.mql.admin.page.leads;

import dev.mql.Mql;
import dev.mql.admin.filter.LeadFilter;
import dev.mql.admin.filter.LeadList;
import dev.mql.admin.page.Names;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.Show;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import dev.mql.cart.Cart;
import dev.mql.engine.Leads;
import dev.mql.identity.Addresses;
import dev.mql.lead.Lead;
import dev.mql.lead.Stage;
import dev.mql.scoring.Grades;
import dev.mql.scoring.Score;
import dev.mql.scoring.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists leads by score, filters them, and finds one by address; an address never stands in a URL. */
public final class LeadsPage {
    private static final int PAGE = 50;

    private static final String ERASED = "erased";

    private final Mql mql;
    private final Leads leads;
    private final Pages pages;

    public LeadsPage(Mql mql, Pages pages) {
        this.mql = mql;
        this.leads = mql.leads();
        this.pages = pages;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/leads",
                        Role.ALL,
                        Set.of("stage", "min_score", "grade", "quality", "company", "cursor", "done"),
                        this::list),
                Route.post("/leads/find", Role.ALL, Set.of("email"), this::find));
    }

    private Reply list(Call call) {
        if (!Set.of("", ERASED).contains(call.parameter("done"))) {
            throw Failure.badParameter();
        }
        return page(call, 200, LeadFilter.read(call.parameters(), PAGE), "", null);
    }

    private Reply find(Call call) {
        String email = call.parameter("email");
        if (Addresses.normal(email) == null) {
            return page(
                    call,
                    422,
                    LeadFilter.all(PAGE),
                    email,
                    "This is not an e-mail address. Write it as name@example.com.");
        }
        Optional<Lead> found = leads.byAddress(email);
        return found.isPresent()
                ? Reply.seeOther(call.base() + "/leads/" + found.get().id())
                : page(
                        call,
                        404,
                        LeadFilter.all(PAGE),
                        email,
                        "Nobody is known by this address. An address counts once it is confirmed or an order was made with it.");
    }

    private Reply page(Call call, int status, LeadFilter filter, String email, @Nullable String emailError) {
        Show show = pages.show(call);
        Leads.Page page = LeadList.of(mql, filter);
        long all =
                leads.stageCounts().values().stream().mapToLong(Long::longValue).sum();
        LeadsView view = new LeadsView(
                Show.plural(all, "lead") + ", highest score first. Those without any points are not listed.",
                new LeadsView.Filter(
                        filter.stageWord(), filter.minScoreText(), filter.grade(), filter.quality(), filter.company()),
                Arrays.stream(Stage.values())
                        .map(s -> new LeadsView.Option(s.word(), Show.stage(s).label()))
                        .toList(),
                Grades.CELLS,
                email,
                emailError,
                page.leads().stream().map(l -> row(call, l, show)).toList(),
                page.leads().size() + " on this page",
                page.next() == null ? null : next(call, filter, LeadFilter.cursor(page.next())),
                call.parameter("done").equals(ERASED),
                empty(call, filter, all));
        return pages.page(call, status, "leads", "Leads", view);
    }

    private static String next(Call call, LeadFilter filter, String cursor) {
        return call.base() + "/leads?stage=" + filter.stageWord() + "&min_score=" + filter.minScoreText() + "&grade="
                + filter.grade() + "&quality=" + filter.quality() + "&cursor=" + cursor;
    }

    private LeadsView.Row row(Call call, Lead lead, Show show) {
        Scorer scorer = mql.models().scorer();
        Score score = scorer.score(lead, show.now());
        String grade = scorer.grade(lead, score.value());
        String company = lead.person().company();
        double before =
                score.lines().stream().mapToDouble(l -> l.given() - l.cut()).sum();
        return new LeadsView.Row(
                call.base() + "/leads/" + lead.id(),
                Names.of(lead, mql.vault()).name(),
                company == null ? "" : company,
                Show.points(Show.tenths(score.value())),
                Show.scoreBar(score.value(), before, scorer.model().in()),
                grade,
                band(lead.stage(), scorer.model().grades().band(grade)),
                Show.stage(lead.stage()),
                cart(lead),
                show.when(lead.lastSeen()));
    }

    /** Of those who are an MQL or were handed over. */
    private static String band(Stage stage, String band) {
        return stage.atLeast(Stage.MQL) && stage != Stage.CUSTOMER ? band : "";
    }

    private static String cart(Lead lead) {
        return lead.liveCart()
                .filter(c -> !c.lines().isEmpty())
                .map(c -> (c.state() == Cart.State.OPEN ? "Open, " : "Left, ") + Show.money(c.total(), c.currency()))
                .orElse("");
    }

    private static LeadsView.Empty empty(Call call, LeadFilter filter, long all) {
        if (filter.filters()) {
            return new LeadsView.Empty(
                    "No lead matches", "Nobody is like this right now.", call.base() + "/leads", "Show all leads");
        }
        return all > 0
                ? new LeadsView.Empty(
                        "Nobody has points yet",
                        Show.plural(all, "visitor")
                                + " were seen, but nothing they did is worth points. Check what counts on the scoring page.",
                        call.base() + "/scoring",
                        "Open scoring")
                : new LeadsView.Empty(
                        "No leads yet",
                        "Nobody has visited the shop since MQL runs. Open the shop in another window, look at a product, and"
                                + " come back: you will be the first. If nothing appears, check that the script tag is on the page.",
                        call.base() + "/leads",
                        "Look again");
    }
}
