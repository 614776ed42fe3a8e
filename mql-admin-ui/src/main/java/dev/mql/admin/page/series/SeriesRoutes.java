package dev.mql.admin.page.series;

import dev.mql.Mql;
import dev.mql.admin.page.Pages;
import dev.mql.admin.page.series.rehearsal.RehearsalPage;
import dev.mql.admin.page.series.texts.TextPage;
import dev.mql.admin.page.series.texts.TextsPage;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Route;
import dev.mql.nurture.MqlNurture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages about series and texts. The one class of these packages that others name, so that none of them is loaded where the module
 * that sends mails is missing.
 */
public final class SeriesRoutes {
    private SeriesRoutes() {}

    /** @param attribute the {@link MqlNurture} of the web application, asked for each page: it may be registered after these */
    public static List<Route> of(Mql mql, Pages pages, Supplier<@Nullable Object> attribute) {
        Supplier<MqlNurture> nurture = () -> {
            if (attribute.get() instanceof MqlNurture running) {
                return running;
            }
            throw Failure.notFound();
        };
        List<Route> routes = new ArrayList<>();
        // Before the page of one series: of two patterns for one address the first has it.
        routes.addAll(new RehearsalPage(mql, pages, nurture).routes());
        AllSeriesPage all = new AllSeriesPage(mql, pages, nurture);
        routes.addAll(all.routes());
        routes.addAll(new OneSeriesPage(mql, pages, nurture).routes());
        routes.addAll(new TextsPage(pages, nurture).routes());
        routes.addAll(new TextPage(mql, pages, nurture).routes());
        return routes;
    }
}
