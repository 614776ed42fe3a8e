package dev.mql.admin.api;

import dev.mql.Mql;
import dev.mql.admin.web.Route;
import java.util.ArrayList;
import java.util.List;

/** All routes of the API. */
public final class Api {
    private Api() {}

    public static List<Route> routes(Mql mql) {
        List<Route> routes = new ArrayList<>(new EventsApi(mql).routes());
        routes.addAll(new LeadsApi(mql).routes());
        routes.addAll(new DecisionsApi(mql).routes());
        routes.addAll(new PersonApi(mql).routes());
        routes.addAll(new ModelApi(mql).routes());
        return routes;
    }
}
