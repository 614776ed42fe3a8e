package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the filter, every answer of the shop is the same to the last byte, but for the two headers that are ours. */
class TransparencyTest {
    private static TestShop plain;
    private static TestShop watched;

    @BeforeAll
    static void start(@TempDir Path files) throws Exception {
        plain = TestShop.without(files);
        watched = TestShop.with(
                files,
                Map.of(
                        "mql.rule.a", "GET /** -> search q=param:q s=session:basket.items.0.sku",
                        "mql.rule.b", "POST /** -> contact_form email=param:email name=param:name",
                        "mql.rule.c", "PUT /** -> contact_form email=param:email",
                        "mql.cart.session-attribute", "basket"));
    }

    @AfterAll
    static void stop() throws Exception {
        plain.close();
        watched.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /page?q=a%20b",
                "GET /page;jsessionid=1",
                "HEAD /page",
                "OPTIONS /page",
                "GET /data",
                "GET /range",
                "HEAD /range",
                "GET /range|Range: bytes=5-24",
                "GET /chunked",
                "GET /slow-head",
                "GET /async",
                "GET /async-dispatch",
                "GET /async-timeout",
                "GET /forward",
                "GET /include",
                "GET /fail",
                "GET /missing",
                "GET /away",
                "GET /shared",
                "GET /page|Accept: text/html|Sec-Fetch-Mode: navigate",
                "GET /shared|Accept: text/html|Sec-Fetch-Mode: navigate",
                "GET /forward|Accept: text/html",
                "GET /async-dispatch|Accept: text/html",
                "GET /fail|Accept: text/html",
                "POST /form|Content-Type: application/x-www-form-urlencoded||email=a%40b.test&name=J%C3%B6&name=2",
                "POST /body|Content-Type: application/x-www-form-urlencoded||email=a%40b.test&name=raw",
                "POST /body|Content-Type: application/json||{\"email\":\"a@b.test\", \"n\": [1,2]}",
                "PUT /body|Content-Type: text/plain||as it is",
                "POST /page|Content-Type: application/x-www-form-urlencoded||email=never%40read.test",
                "POST /parts|Content-Type: multipart/form-data; boundary=XX||--XX\r\nContent-Disposition: form-data; name=\"email\"\r\n"
                        + "\r\na@b.test\r\n--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x.txt\"\r\n\r\nfile\r\n--XX--\r\n",
                "POST /body|Content-Type: multipart/form-data; boundary=XX||--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--XX--\r\n",
                "POST /body|Content-Type: application/json|Transfer-Encoding: chunked||6\r\n{\"a\":1\r\n1\r\n}\r\n0\r\n\r\n",
                "POST /form|Content-Type: application/x-www-form-urlencoded|Transfer-Encoding: chunked||7\r\nname=ab\r\n0\r\n\r\n",
            })
    void answersAreTheSameToTheLastByte(String text) throws Exception {
        int split = text.indexOf("||");
        String head = split < 0 ? text : text.substring(0, split);
        String body = split < 0 ? "" : text.substring(split + 2);
        String[] lines = head.split("\\|", -1);
        StringBuilder request = new StringBuilder(lines[0]).append(" HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n");
        for (int i = 1; i < lines.length; i++) {
            request.append(lines[i]).append("\r\n");
        }
        if (!body.isEmpty() && !head.contains("Transfer-Encoding")) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        request.append("\r\n").append(body);

        String without = plain.raw(request.toString());
        String with = watched.raw(request.toString());

        assertThat(without).startsWith("HTTP/1.1 ");
        assertThat(normal(with)).isEqualTo(normal(without));
        assertThat(watched.count("filter.failed")).isZero();
    }

    private static String normal(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, end)
                .lines()
                .filter(line -> !line.startsWith("Date: ")
                        && !line.startsWith("Server-Timing: mql;desc=")
                        && !line.startsWith("Set-Cookie: mql_vid="))
                .sorted()
                .collect(Collectors.joining("\n"));
        return head + answer.substring(end);
    }
}
