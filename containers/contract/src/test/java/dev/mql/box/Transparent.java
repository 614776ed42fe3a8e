package dev.mql.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mql.box.Wire.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shop and shopper say and hear the same with MQL as without it. */
interface Transparent {
    String PAGE = "|Accept: text/html,*/*;q=0.8|Sec-Fetch-Mode: navigate|Cookie: mql_consent=granted";

    Box box();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /page?q=a%20b",
                "GET /page;v=1?q=1&q=2",
                "HEAD /page",
                "OPTIONS /page",
                "DELETE /page",
                "GET /long|Accept-Encoding: gzip",
                "GET /long",
                "HEAD /long|Accept-Encoding: gzip",
                "GET /pieces",
                "GET /pieces|Accept-Encoding: gzip",
                "GET /early",
                "GET /file",
                "HEAD /file",
                "GET /file|Range: bytes=5-24",
                "GET /file|If-None-Match: \"of-the-shop\"",
                "GET /download",
                "GET /async/complete",
                "GET /async/dispatch",
                "GET /async/wrapped",
                "GET /async/timeout",
                "GET /async/timeout/answered",
                "GET /async/error",
                "GET /forward",
                "GET /include",
                "GET /fail",
                "GET /fail/unchecked",
                "GET /fail/late",
                "GET /missing",
                "GET /refused",
                "GET /away",
                "GET /moved",
                "GET /shared",
                "GET /heads",
                "GET /session",
                "GET /mqlx/beacon.js",
                "POST /form|Content-Type: application/x-www-form-urlencoded||email=a%40b.test&name=J%C3%B6&name=2",
                "POST /form?name=0|Content-Type: application/x-www-form-urlencoded; charset=ISO-8859-1||email=a%40b.test&name=J%F6",
                "POST /form|Content-Type: application/x-www-form-urlencoded|Transfer-Encoding: chunked||7\r\nname=ab\r\n0\r\n\r\n",
                "POST /stream|Content-Type: application/x-www-form-urlencoded||email=a%40b.test&name=raw",
                "POST /reader|Content-Type: application/x-www-form-urlencoded||email=a%40b.test&name=raw",
                "POST /stream|Content-Type: application/json||{\"email\":\"a@b.test\", \"n\": [1,2]}",
                "POST /reader|Content-Type: application/json;charset=utf-8||{\"name\":\"J\u00c3\u00b6\"}",
                "POST /stream|Content-Type: application/json|Transfer-Encoding: chunked||6\r\n{\"a\":1\r\n1\r\n}\r\n0\r\n\r\n",
                "PUT /stream|Content-Type: text/plain||as it is",
                "PATCH /stream|Content-Type: text/plain||as it is",
                "POST /unread|Content-Type: application/x-www-form-urlencoded||email=never%40read.test",
                "POST /unread|Content-Type: application/json||{\"email\":\"never@read.test\"}",
                "POST /parts|Content-Type: multipart/form-data; boundary=XX||--XX\r\nContent-Disposition: form-data; name=\"email\"\r\n"
                        + "\r\na@b.test\r\n--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\n\r\nfile\r\n--XX--\r\n",
                "POST /stream|Content-Type: multipart/form-data; boundary=XX||--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XX--\r\n",
                "POST /async/complete|Content-Type: application/x-www-form-urlencoded||email=a%40b.test",
                "POST /away|Content-Type: application/x-www-form-urlencoded||email=a%40b.test",
            })
    default void answerIsTheSameToTheLastByte(String request) throws IOException {
        Answer with = box().with.send(request);
        Answer without = box().without.send(request);

        // Only the first page or form of somebody new gets our cookie.
        boolean cookie = !request.startsWith("GET ") && !request.startsWith("HEAD ") && !request.startsWith("OPTIONS ");
        assertThat(Same.head(with, cookie ? List.of("Set-Cookie: mql_vid=") : List.of()))
                .isEqualTo(Same.head(without, List.of()));
        assertThat(Same.body(with)).isEqualTo(Same.body(without));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page",
                "/forward",
                "/include",
                "/early",
                "/heads",
                "/long|Accept-Encoding: gzip",
                "/async/complete",
                "/async/dispatch",
                "/async/timeout",
                "/fail",
                "/fail/late",
                "/missing",
                "/away",
                "/file|If-None-Match: \"of-the-shop\"",
                "/file|Range: bytes=5-24",
                "/shared",
            })
    default void pageIsTheSameButForOurTimingAndCookie(String page) throws IOException {
        Answer with = box().with.send("GET " + page + PAGE);
        Answer without = box().without.send("GET " + page + PAGE);

        assertThat(Same.head(with, List.of("Server-Timing: mql;desc=", "Set-Cookie: mql_vid=")))
                .isEqualTo(Same.head(without, List.of()));
        assertThat(Same.body(with)).isEqualTo(Same.body(without));
    }

    @Test
    default void pageThatACacheKeepsForEverybodyGetsNoCookie() throws IOException {
        // Only an answer tells that it is for everybody, so the first one may be too early to know.
        box().with.send("GET /shared" + PAGE);

        assertThat(box().with.send("GET /shared" + PAGE).header("Set-Cookie")).isEmpty();
    }

    @Test
    default void firstOfTheServersEventsArrivesBeforeTheSecondIsSent() throws IOException {
        String name = UUID.randomUUID().toString();
        try (Socket stream =
                box().with.open("GET /events?" + name + PAGE.replace("text/html,", "text/event-stream,"))) {
            InputStream in = stream.getInputStream();
            Wire.until(in, "data: first\n\n");
            box().with.send("GET /events/go?" + name);

            assertThat(Wire.until(in, "data: second")).doesNotContain("mql_vid");
            assertThat(Wire.until(in, "\n\n")).startsWith(", true");
        }
    }

    @Test
    default void shopLearnsOfAShopperWhoHungUpAsItDidBefore() throws IOException {
        String with = hungUp(box().with);

        assertThat(with).isEqualTo(hungUp(box().without)).contains("Exception");
    }

    private static String hungUp(Wire shop) throws IOException {
        try (Socket gone = shop.open("GET /abort" + PAGE)) {
            Wire.until(gone.getInputStream(), "0123456789");
        }
        return await().until(
                        () -> shop.send("GET /abort/seen").body(),
                        seen -> seen.contains("Exception") || seen.contains("nobody"));
    }
}
