package dev.mql.demo;

import com.google.gson.Gson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads what has arrived, and does what mail programs do by themselves. */
final class MailProgram {

    private static final Pattern PICTURE = Pattern.compile("<img\\b[^>]*\\bsrc=\"([^\"]+)\"");

    private final URI inbox;
    private final HttpClient client = HttpClient.newHttpClient();

    MailProgram(RunningDemo demo) {
        inbox = demo.baseUri().resolve("/inbox.json");
    }

    record Mail(String to, String subject, String text, String html, Map<String, String> headers, List<String> links) {

        /** The link to one of our pages, for example {@code r} for the recovered cart. */
        URI link(String page) {
            return links.stream()
                    .filter(link -> link.contains("/mql/" + page + "/"))
                    .map(URI::create)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No link to /mql/" + page + "/ in " + links));
        }

        List<URI> pictures() {
            return PICTURE.matcher(html)
                    .results()
                    .map(found -> found.group(1).replace("&amp;", "&"))
                    .map(URI::create)
                    .toList();
        }
    }

    /** The mails to an address, the oldest first. */
    List<Mail> mailsTo(String address) {
        Mail[] newestFirst = new Gson().fromJson(get(inbox).body(), Mail[].class);
        List<Mail> mails = new ArrayList<>();
        for (Mail mail : newestFirst) {
            if (mail.to().equals(address)) {
                mails.add(0, mail);
            }
        }
        return mails;
    }

    HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address).build());
    }

    /** What the program's own button does (RFC 8058): no page is shown, no cookie is sent. */
    HttpResponse<String> unsubscribe(Mail mail) {
        MatchResult address = Pattern.compile("<(https?:[^>]+)>")
                .matcher(mail.headers().getOrDefault("List-Unsubscribe", ""))
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError("No address in List-Unsubscribe: " + mail.headers()));
        return send(HttpRequest.newBuilder(URI.create(address.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(mail.headers().get("List-Unsubscribe-Post")))
                .build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request + " was not answered", e);
        }
    }
}
