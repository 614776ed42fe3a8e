package dev.mql.benchmarks;

import dev.mql.event.EventId;
import java.nio.charset.StandardCharsets;

/** Requests as a browser sends them, ready as bytes. */
final class Posts {
    /** Of ten events in a shop one or two mean a sale. */
    private static final String[] TYPES = {
        "page_view",
        "view_item",
        "page_view",
        "view_item",
        "search",
        "page_view",
        "view_item",
        "view_pricing",
        "page_view",
        "add_to_cart"
    };

    private Posts() {}

    /** A batch of new events about few items, at this time in milliseconds since 1970 UTC. */
    static byte[] events(String path, String cookie, int visitor, int first, int count, long now) {
        StringBuilder body = new StringBuilder(200 * count);
        body.append("{\"sent\":").append(now).append(",\"events\":[");
        for (int i = first; i < first + count; i++) {
            int item = (visitor + i % 3) % 200;
            body.append(i == first ? "" : ",").append("{\"id\":\"").append(EventId.at(now));
            body.append("\",\"type\":\"")
                    .append(TYPES[i % TYPES.length])
                    .append("\",\"at\":")
                    .append(now);
            body.append(",\"url\":\"https://shop.example/product/").append(item);
            body.append("\",\"props\":{\"item_id\":\"").append(item);
            body.append("\",\"value\":1.5,\"currency\":\"EUR\"}}");
        }
        body.append("]}");
        String head = "POST " + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nUser-Agent: "
                + "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
                + "\r\nCookie: " + cookie + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.ISO_8859_1);
    }
}
