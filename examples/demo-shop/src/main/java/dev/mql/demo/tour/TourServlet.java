package dev.mql.demo.tour;

import com.google.gson.JsonObject;
import dev.mql.Mql;
import dev.mql.config.Settings;
import dev.mql.lead.Lead;
import dev.mql.scoring.Score;
import dev.mql.servlet.MqlFilter;
import dev.mql.store.StoreException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Serves the strip: its script, its style, and what it shows of the browser that asks. */
public final class TourServlet extends HttpServlet {

    private final transient Mql mql;
    private final transient Narrator narrator;

    private TourServlet(Mql mql) {
        this.mql = mql;
        this.narrator = new Narrator(mql);
    }

    public static void register(ServletContext context, Mql mql) {
        context.addServlet("tour", new TourServlet(mql)).addMapping("/demo/*");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        switch (String.valueOf(request.getPathInfo())) {
            case "/tour.js" -> file(response, "tour.js", "text/javascript");
            case "/tour.css" -> file(response, "tour.css", "text/css");
            case "/tour.json" -> now(request, response);
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void file(HttpServletResponse response, String name, String type) throws IOException {
        response.setContentType(type + ";charset=utf-8");
        response.setHeader("Cache-Control", "no-cache");
        try (InputStream in = Objects.requireNonNull(TourServlet.class.getResourceAsStream(name))) {
            in.transferTo(response.getOutputStream());
        }
    }

    private void now(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        JsonObject json = new JsonObject();
        try {
            String visitor = MqlFilter.visitor(request);
            Optional<Lead> lead =
                    visitor == null ? Optional.empty() : mql.leads().byVisitor(visitor);
            json.addProperty("in", mql.models().current().in());
            boolean refused = visitor == null && refused(request);
            String nothing = refused
                    ? "You said no: what you look at is not remembered, and earlier points are gone"
                    : "Nothing is known about you yet";
            String further = refused
                    ? "The foot of each page lets you change your choice"
                    : "Look at something, or put it into the cart";
            json.addProperty("last", lead.map(narrator::last).orElse(nothing));
            json.addProperty("next", lead.map(narrator::next).orElse(further));
            json.addProperty("stage", lead.map(l -> l.stage().word()).orElse("visitor"));
            json.addProperty(
                    "score", lead.map(mql.leads()::score).map(Score::value).orElse(0.0));
        } catch (StoreException away) {
            json.addProperty("next", "The lead store is away; the shop serves on");
        }
        response.getOutputStream().write(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private boolean refused(HttpServletRequest request) {
        String name = mql.config().get(Settings.CONSENT_COOKIE);
        String no = mql.config().get(Settings.CONSENT_DENIED);
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .anyMatch(cookie -> cookie.getName().equals(name)
                                && cookie.getValue().equals(no));
    }
}
