package dev.mql.nurture;

import dev.mql.Mql;
import dev.mql.lead.Lead;
import dev.mql.lead.MailClick;
import dev.mql.link.Links.Purpose;
import dev.mql.link.Wish;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Another node of a story's installation, whose shop has parts of its own and a way to sign in. */
final class Node implements AutoCloseable {
    static final Duration MONTH = Duration.ofDays(30);

    final Mql mql;
    private final Story story;
    private final TinyShop shop;

    Node(Story story, UnaryOperator<MqlNurture.Builder> parts) {
        this.story = story;
        mql = Mql.builder().config(story.config).clock(story.clock).build();
        try {
            shop = new TinyShop(mql, servlets -> {
                servlets.addServlet("sign-in", new SignIn()).addMapping("/sign-in");
                servlets.addServlet("waiting", new Waiting()).addMapping("/waiting");
                servlets.addFilter("container-user", new ContainerUser()).addMappingForUrlPatterns(null, false, "/*");
                parts.apply(MqlNurture.builder()).register(servlets);
            });
        } catch (Exception broken) {
            mql.close();
            throw new IllegalStateException(broken);
        }
    }

    /** Puts what it is given into the session under {@code customer}, and tells the session's id. */
    private static final class SignIn extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String who = request.getParameter("as");
            if (who != null) {
                request.getSession().setAttribute("customer", who);
            }
            response.getWriter()
                    .print(request.getSession(true).getId() + " "
                            + request.getSession(true).getAttribute("customer"));
        }
    }

    /** Tells which click waits in the session for a proof. */
    private static final class Waiting extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getSession(true).getAttribute(MailClick.ATTRIBUTE));
        }
    }

    /** A container that has signed in whom the header {@code X-User} names. */
    private static final class ContainerUser extends HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String user = request.getHeader("X-User");
            chain.doFilter(
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public @Nullable Principal getUserPrincipal() {
                            return user == null ? null : () -> user;
                        }
                    },
                    response);
        }
    }

    /** Tokens to recover, to unsubscribe, to answer, to click and to open, in this order, as one mail has them. */
    static List<String> links(Story story) {
        Lead lead = story.lead();
        String cart = lead.carts().get(0).id();
        return story.mql
                .links()
                .issue(
                        lead.id(),
                        "RECOVERY " + cart + " 1",
                        List.of(
                                Wish.of(Purpose.RECOVER, cart, MONTH),
                                Wish.of(
                                        Purpose.UNSUBSCRIBE,
                                        String.valueOf(lead.person().addressHash()),
                                        MONTH),
                                Wish.of(Purpose.FEEDBACK, cart, MONTH),
                                Wish.clicks(cart, MONTH, List.of("/cart", "https://shop.example/p/7?a=b")),
                                Wish.of(Purpose.OPEN, "", MONTH)));
    }

    HttpResponse<String> open(HttpClient browser, String path) {
        return story.send(browser, request(path).header("Accept", "text/html").GET());
    }

    HttpResponse<String> openAs(String user, HttpClient browser, String path) {
        return story.send(
                browser,
                request(path)
                        .header("Accept", "text/html")
                        .header("X-User", user)
                        .GET());
    }

    HttpResponse<String> post(HttpClient browser, String path, String body) {
        return story.send(
                browser,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(shop.url() + path));
    }

    @Override
    public void close() {
        try (mql) {
            shop.close();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
