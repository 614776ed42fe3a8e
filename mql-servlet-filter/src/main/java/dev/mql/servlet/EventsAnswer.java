package dev.mql.servlet;

import dev.mql.event.Refusal;
import dev.mql.servlet.beacon.BeaconEvents;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a browser is told of the events that it posted, in our own words: nothing of what came in goes out again. */
final class EventsAnswer {
    private final HttpServletResponse response;

    EventsAnswer(HttpServletResponse response) {
        this.response = response;
    }

    /** Nothing was taken; RFC 9457. */
    void problem(int status, Refusal reason, String title) throws IOException {
        write(
                status,
                "application/problem+json",
                "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"reason\":\""
                        + reason.word() + "\"}");
    }

    /** Some were taken; the form in which the API tells the same. */
    void partly(BeaconEvents.Batch batch) throws IOException {
        StringBuilder json =
                new StringBuilder("{\"accepted\":").append(batch.accepted()).append(",\"rejected\":[");
        for (BeaconEvents.Rejected each : batch.rejected()) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"index\":")
                    .append(each.index())
                    .append(",\"reason\":\"")
                    .append(each.why().reason().word())
                    .append("\"}");
        }
        write(202, "application/json", json.append("]}").toString());
    }

    private void write(int status, String type, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
