package dev.mql.admin.page.login;

import dev.mql.admin.access.SignIn;
import dev.mql.admin.page.Pages;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.Route;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signing in and out, and which colours the pages have. */
public final class LoginPage {
    private static final String REFUSED =
            "This name and password do not belong together, or were tried too often. If you are sure, wait 15 minutes.";
    private static final int YEAR = 365 * 24 * 3600;

    private final SignIn signIn;
    private final Pages pages;

    public LoginPage(SignIn signIn, Pages pages) {
        this.signIn = signIn;
        this.pages = pages;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/login", Set.of(), Set.of("next"), this::show),
                Route.post("/login", Set.of(), Set.of("user", "password", "next"), this::signIn),
                Route.post("/logout", Role.ALL, Set.of(), this::signOut),
                Route.post("/theme", Role.ALL, Set.of("theme", "back"), this::theme));
    }

    private Reply show(Call call) {
        requireAccounts();
        return form(call, 200, "", null);
    }

    private Reply signIn(Call call) {
        requireAccounts();
        String user = call.parameter("user");
        String cookie = user.isBlank() ? null : signIn.signIn(call, user, call.parameter("password"));
        return cookie == null
                ? form(call, 403, user, REFUSED)
                : Reply.seeOther(call.base() + inside(call.parameter("next"))).withCookie(cookie);
    }

    private void requireAccounts() {
        if (!signIn.usesAccounts()) {
            throw Failure.notFound();
        }
    }

    /** What the form shows. Public because the template reads it. */
    public record LoginView(String user, @Nullable String error, String next) {}

    private Reply form(Call call, int status, String user, @Nullable String error) {
        return pages.alone(status, "login", call.base(), new LoginView(user, error, inside(call.parameter("next"))));
    }

    private Reply signOut(Call call) {
        return Reply.seeOther(call.base() + "/login").withCookie(signIn.signOut(call));
    }

    private Reply theme(Call call) {
        String theme = call.parameter("theme");
        boolean chosen = theme.equals("light") || theme.equals("dark");
        String cookie = Pages.THEME_COOKIE + '=' + (chosen ? theme : "") + "; Path=" + call.base()
                + "; SameSite=Strict; HttpOnly; Max-Age=" + (chosen ? YEAR : 0);
        return Reply.seeOther(call.base() + inside(call.parameter("back"))).withCookie(cookie);
    }

    /** A path below the site's root, as our own pages hold it; anything else leads to the first page. */
    private static String inside(String path) {
        return path.matches("(/[A-Za-z0-9_-]{1,64}){1,3}") ? path : "";
    }
}
