package dev.mql.admin;

import dev.mql.Mql;
import dev.mql.admin.access.SignIn;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.carts.CartsPage;
import dev.mql.admin.page.feedback.Answers;
import dev.mql.admin.page.feedback.FeedbackPage;
import dev.mql.admin.page.handoff.HandoffPage;
import dev.mql.admin.page.lead.LeadPage;
import dev.mql.admin.page.leads.LeadsPage;
import dev.mql.admin.page.login.LoginPage;
import dev.mql.admin.page.overview.OverviewPage;
import dev.mql.admin.page.scoring.ScoringPage;
import dev.mql.admin.page.series.SeriesRoutes;
import dev.mql.admin.web.Assets;
import dev.mql.admin.web.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The table of all admin pages: what is not in it does not exist. Pages about series and texts need the module that sends mails; their
 * classes are loaded only where that is there.
 */
final class AdminRoutes {
    static final Assets ASSETS = new Assets(List.of("admin.css", "admin.js", "mark.svg"));

    private AdminRoutes() {}

    /** @param nurture what stands under {@link Nurture#ATTRIBUTE} when a page is asked for */
    static List<Route> of(Mql mql, SignIn signIn, Pages pages, Supplier<@Nullable Object> nurture) {
        Answers answers = new Answers(mql.leads());
        List<Route> routes = new ArrayList<>();
        routes.add(ASSETS.route());
        routes.addAll(new LoginPage(signIn, pages).routes());
        routes.addAll(new OverviewPage(mql, answers, pages).routes());
        routes.addAll(new LeadsPage(mql, pages).routes());
        routes.addAll(new LeadPage(mql, pages).routes());
        routes.addAll(new HandoffPage(mql, pages).routes());
        routes.addAll(new CartsPage(mql, pages).routes());
        if (Nurture.known()) {
            routes.addAll(SeriesRoutes.of(mql, pages, nurture));
        }
        routes.addAll(new ScoringPage(mql, pages).routes());
        routes.addAll(new FeedbackPage(mql, answers, pages).routes());
        return routes;
    }
}
