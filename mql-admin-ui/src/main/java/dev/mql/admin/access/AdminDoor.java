package dev.mql.admin.access;

import dev.mql.admin.web.Call;
import dev.mql.admin.web.Door;
import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;
import dev.mql.admin.web.Role;
import dev.mql.admin.web.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the admin pages: who is asking, may they, and does a change come from a page of ours. A change needs both a same-origin
 * request and the token of the session; the token is a keyed hash, so any node can check it.
 */
public final class AdminDoor implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(AdminDoor.class);

    private final Access access;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final byte[] tokenKey;
    private final BiFunction<Failure, String, Reply> page;

    AdminDoor(
            Access access,
            Sessions sessions,
            SessionCookie cookie,
            byte[] tokenKey,
            BiFunction<Failure, String, Reply> page) {
        this.access = access;
        this.sessions = sessions;
        this.cookie = cookie;
        this.tokenKey = tokenKey.clone();
        this.page = page;
    }

    @Override
    public boolean open() {
        return access.open();
    }

    @Override
    public @Nullable Reply refuse(Call call) {
        boolean changes = !call.route().method().equals("GET");
        if (changes && !cookie.fromOurPage(call)) {
            LOG.warn(
                    "Admin: POST {} refused, it did not come from a page of ours",
                    call.route().pattern());
            throw forbidden("This form was not sent from a page of this admin. Open the page and try again.");
        }
        if (call.route().open()) {
            return null;
        }
        User user = access.users() ? bySession(call) : byRole(call.request());
        if (user == null) {
            return signIn(call);
        }
        if (!call.route().roles().contains(user.role())) {
            throw forbidden("Your account may not do this.");
        }
        if (changes && !Digests.same(user.csrf(), call.parameter("csrf"))) {
            LOG.warn(
                    "Admin: POST {} refused, its token is not that of the session",
                    call.route().pattern());
            throw forbidden("This form is too old or was not sent from a page of this admin. Open it again.");
        }
        call.enter(user);
        return null;
    }

    private Reply signIn(Call call) {
        if (!access.users()) {
            throw forbidden("The account you are signed in with may not use this admin.");
        }
        String next = call.route().method().equals("GET")
                        && !call.place().isEmpty()
                        && !call.place().equals("/")
                ? "?next=" + URLEncoder.encode(call.place(), StandardCharsets.UTF_8)
                : "";
        return Reply.seeOther(call.base() + "/login" + next);
    }

    private @Nullable User bySession(Call call) {
        String id = cookie.read(call);
        Sessions.Session session = id == null ? null : sessions.find(id);
        return session == null ? null : new User(session.name(), session.role(), token(String.valueOf(id)), true);
    }

    private @Nullable User byRole(HttpServletRequest request) {
        if (request.getUserPrincipal() == null || !request.isUserInRole(access.role())) {
            return null;
        }
        String name = request.getUserPrincipal().getName();
        HttpSession container = request.getSession(false);
        return new User(name, Role.ADMIN, token(name + '\n' + (container == null ? "" : container.getId())), false);
    }

    private String token(String session) {
        return Digests.keyed(tokenKey, session);
    }

    private static Failure forbidden(String detail) {
        return new Failure(403, "forbidden", "Not allowed", detail);
    }

    @Override
    public Reply tell(Failure failure, String base) {
        return page.apply(failure, base);
    }
}
