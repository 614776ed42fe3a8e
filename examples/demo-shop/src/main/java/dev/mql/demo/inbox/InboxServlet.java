package dev.mql.demo.inbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.mql.demo.page.Pages;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the caught mails: a page for people, {@code /inbox.json} for programs. */
final class InboxServlet extends HttpServlet {

    private static final Pattern MAIL = Pattern.compile("/(\\d{1,9})(/html)?");
    private static final Pattern HEAD = Pattern.compile("(?i)<head[^>]*>");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", Locale.ENGLISH);

    private static final Gson gson = new GsonBuilder().disableHtmlEscaping().create();

    private final Inbox inbox;
    private final Pages pages;

    InboxServlet(Inbox inbox, Pages pages) {
        this.inbox = inbox;
        this.pages = pages;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().equals("/inbox.json")) {
            json(response);
            return;
        }
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        if (path.isEmpty() || path.equals("/")) {
            page(request, response, Optional.empty());
            return;
        }
        Matcher matcher = MAIL.matcher(path);
        Optional<CaughtMail> mail =
                matcher.matches() ? inbox.mail(Integer.parseInt(matcher.group(1))) : Optional.empty();
        if (mail.isEmpty()) {
            response.sendError(404);
        } else if (matcher.group(2) != null) {
            html(request, response, mail.get());
        } else {
            page(request, response, mail);
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response, Optional<CaughtMail> opened)
            throws IOException {
        Map<String, Object> model = new HashMap<>();
        model.put(
                "mails",
                inbox.mails().stream()
                        .map(mail -> row(mail, opened.filter(mail::equals).isPresent()))
                        .toList());
        opened.ifPresent(mail -> {
            model.put("mail", row(mail, true));
            model.put("headers", mail.headers().entrySet());
            model.put("text", mail.text());
            model.put("view", view(request.getParameter("view"), mail));
        });
        model.put("isOpen", opened.isPresent());
        pages.render(response, 200, "inbox", model);
    }

    private static String view(String wanted, CaughtMail mail) {
        if (wanted != null && List.of("html", "text", "headers").contains(wanted)) {
            return wanted;
        }
        return mail.html().isEmpty() ? "text" : "html";
    }

    private static Map<String, Object> row(CaughtMail mail, boolean opened) {
        // The inbox is read where it runs, so the clock on this machine's wall is the right one.
        var sentAt = mail.sentAt().atZone(ZoneId.systemDefault());
        // The lines under headings are for those who read the whole text.
        String preview = mail.text().replaceAll("[-=_]{3,}", "").strip().replaceAll("\\s+", " ");
        return Map.of(
                "number", mail.number(),
                "from", mail.from(),
                "to", mail.to(),
                "subject", mail.subject().isEmpty() ? "(no subject)" : mail.subject(),
                "preview", preview.substring(0, Math.min(140, preview.length())),
                "time", TIME.format(sentAt),
                "day", DAY.format(sentAt),
                "instant", mail.sentAt().toString(),
                "opened", opened);
    }

    /**
     * The HTML part as a document of its own. The sandbox takes away scripts and the shop's cookies, as a mail program
     * does; pictures may come from this demo only; links open outside the frame.
     */
    private static void html(HttpServletRequest request, HttpServletResponse response, CaughtMail mail)
            throws IOException {
        int port = request.getLocalPort();
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "private, no-store");
        Pages.secure(
                response,
                "default-src 'none'; img-src data: http://localhost:" + port + " http://127.0.0.1:" + port
                        + "; style-src 'unsafe-inline'; frame-ancestors 'self';"
                        + " sandbox allow-popups allow-popups-to-escape-sandbox");
        String base = "<base target=\"_blank\">";
        Matcher head = HEAD.matcher(mail.html());
        response.getWriter()
                .write(
                        head.find()
                                ? new StringBuilder(mail.html())
                                        .insert(head.end(), base)
                                        .toString()
                                : base + mail.html());
    }

    private void json(HttpServletResponse response) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        Pages.secure(response, "default-src 'none'");
        gson.toJson(inbox.mails().stream().map(InboxServlet::fields).toList(), response.getWriter());
    }

    private static Map<String, Object> fields(CaughtMail mail) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("to", mail.to());
        fields.put("subject", mail.subject());
        fields.put("sentAt", mail.sentAt().toString());
        fields.put("text", mail.text());
        fields.put("html", mail.html());
        fields.put("headers", mail.headers());
        fields.put("links", mail.links());
        return fields;
    }
}
