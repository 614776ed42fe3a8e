package dev.mql.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mql.box.Wire.Answer;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What shoppers do is seen, once, and the pages of MQL are there. All of it by HTTP. */
interface Observed {
    String KEY = "|Authorization: Bearer 0123456789abcdef0123456789abcdef";
    String FORM = "|Content-Type: application/x-www-form-urlencoded";

    Box box();

    /** The head of a request that sends these cookies. */
    private static String cookies(String... cookies) {
        return "|Cookie: mql_consent=granted; " + String.join("; ", cookies);
    }

    private static String page(String... cookies) {
        return "|Accept: text/html|Sec-Fetch-Mode: navigate" + cookies(cookies);
    }

    /** {@code name=value} of the cookie that an answer sets. */
    private static String cookie(Answer answer, String name) {
        return answer.header("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.split(";")[0])
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + answer.head()));
    }

    private static String visitor(String cookie) {
        return cookie.substring("mql_vid=".length()).split("\\.")[0];
    }

    /** What the REST interface tells of a lead; empty while there is none. */
    private JsonObject lead(String query) throws IOException {
        JsonElement found = json("/mql/api/v1/leads?" + query).get("items");
        return found == null || found.getAsJsonArray().isEmpty()
                ? new JsonObject()
                : json("/mql/api/v1/leads/"
                        + found.getAsJsonArray()
                                .get(0)
                                .getAsJsonObject()
                                .get("id")
                                .getAsString());
    }

    private JsonObject json(String path) throws IOException {
        Answer answer = box().with.send("GET " + path + KEY);
        return answer.status() == 200 ? JsonParser.parseString(answer.text()).getAsJsonObject() : new JsonObject();
    }

    /** The types of the events in the lead's timeline. */
    private static List<String> done(JsonObject lead) {
        return lead.has("timeline")
                ? lead.getAsJsonArray("timeline").asList().stream()
                        .map(event -> event.getAsJsonObject().get("type").getAsString())
                        .toList()
                : List.of();
    }

    @Test
    default void pagesRulesCartAndLogInOfAShopperAreSeenOnce() throws IOException {
        // All boxes share one Redis.
        String jo = "jo%40" + UUID.randomUUID() + ".example";
        Answer first = box().with.send("GET /p/7" + page());
        String vid = cookie(first, "mql_vid");
        assertThat(first.header("Server-Timing")).hasSize(1);
        assertThat(first.header("Set-Cookie")).hasSize(1);
        Answer added = box().with.send("POST /cart/add" + FORM + cookies(vid) + "||productId=7&quantity=2");
        String session = cookie(added, "JSESSIONID");
        Answer known = box().with.send("POST /login" + FORM + cookies(vid, session) + "||email=" + jo);
        String after = cookie(known, "JSESSIONID");
        assertThat(box().with.send("GET /session" + cookies(vid, after)).body())
                .as("nothing of ours in the session")
                .contains("has [cart, user]");

        JsonObject told = await().until(
                        () -> lead("visitor=" + visitor(vid)),
                        lead -> done(lead).contains("login") && lead.toString().contains("\"name\":\"Cup no. 7\""));

        assertThat(done(told)).containsOnlyOnce("page_view", "view_item", "add_to_cart", "login");
        assertThat(lead("email=" + jo).get("id")).isEqualTo(told.get("id"));
    }

    @Test
    default void nobodyIsFollowedWithoutConsent() throws IOException {
        Answer answer = box().with.send("GET /page|Accept: text/html|Sec-Fetch-Mode: navigate");

        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Server-Timing")).isEmpty();
    }

    @Test
    default void scriptIsServedAndWhatItPostsIsTaken() throws IOException {
        Answer script = box().with.send("GET /mql/beacon.js");
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.body()).contains(box().contextPath + "/mql/events");
        String etag = script.header("ETag").get(0);
        assertThat(box().with.send("GET /mql/beacon.js|If-None-Match: " + etag).status())
                .isEqualTo(304);
        String vid = cookie(box().with.send("GET /page" + page()), "mql_vid");

        Answer posted = box().with
                .send("POST /mql/events|Content-Type: application/json|Origin: http://shop.example"
                        + cookies(vid)
                        + "||{\"sent\":1,\"events\":[{\"id\":\"0197a0b0-0000-7000-8000-00000000000"
                        + (vid.hashCode() & 7)
                        + "\",\"type\":\"search\",\"at\":1,\"url\":\"/page\",\"props\":{\"q\":\"cups\"}}]}");

        assertThat(posted.status()).isEqualTo(204);
        await().until(() -> lead("visitor=" + visitor(vid)), lead -> done(lead).contains("search"));
    }

    @Test
    default void pagesOfMailsAndOfTheAdminAreThereWithoutACodeLineOfTheShop() throws IOException {
        assertThat(box().with.send("GET /mql/r/of-nobody").status()).isEqualTo(404);
        assertThat(box().with.send("GET /mql/r/of-nobody").body()).contains("<html");
        assertThat(box().with.send("GET /mql/pages.css").status()).isEqualTo(200);
        assertThat(box().with.send("GET /mql/admin/login").body()).contains("<form");
        assertThat(box().with.send("GET /mql/api/v1/leads").status()).isEqualTo(401);
        assertThat(box().with.send("GET /mql/health").body()).contains("\"store\":\"up\"");
        assertThat(box().with.send("GET /mql/nothing").status()).isEqualTo(404);
        assertThat(box().with.send("GET /mql/metrics").body()).doesNotContain("mql_filter_failed_total 1");
    }

    @Test
    default void shopWithoutItHasNothingOfIt() throws IOException {
        assertThat(box().without.send("GET /mql/beacon.js").body()).contains("a page");
        assertThat(box().without.send("GET /mql/admin/login").body()).contains("a page");
    }
}
