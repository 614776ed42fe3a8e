package dev.mql.admin;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Does what a browser does with pages: keeps cookies, fills forms, says where a form comes from. Follows no redirect. */
final class Browser {
    private final HttpClient http = HttpClient.newHttpClient();
    private final AdminServer server;
    private final Map<String, String> cookies = new HashMap<>();
    private String origin;

    Browser(AdminServer server) {
        this.server = server;
        this.origin = server.origin();
    }

    /** Forms are sent from a page of this origin from now on. */
    Browser from(String otherOrigin) {
        origin = otherOrigin;
        return this;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    Document page(String path) {
        return Jsoup.parse(get(path).body(), server.uri(path).toString());
    }

    HttpResponse<String> send(String method, String path) {
        return send(request(path).header("Origin", origin).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        return send(request(path)
                .header("Origin", origin)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
    }

    /** The values that a form would send as it stands. */
    static Map<String, String> fields(Element form) {
        Map<String, String> fields = new HashMap<>();
        form.select("input[name]:not([type=checkbox]), input[type=checkbox][checked], select[name], textarea[name]")
                .forEach(input -> fields.put(input.attr("name"), input.val()));
        return fields;
    }

    HttpResponse<String> signIn() {
        return signIn(AdminServer.USER, AdminServer.PASSWORD);
    }

    HttpResponse<String> signIn(String user, String password) {
        return post("/mql/admin/login", Map.of("user", user, "password", password, "next", ""));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.origin() + path));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(c -> c.getKey() + '=' + c.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void keep(String setCookie) {
        String pair = setCookie.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(pair.indexOf('=') + 1));
        }
    }

    static @Nullable String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse(null);
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(f -> URLEncoder.encode(f.getKey(), StandardCharsets.UTF_8)
                        + '='
                        + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
