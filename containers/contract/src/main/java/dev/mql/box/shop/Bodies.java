package dev.mql.box.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What is sent to the shop, said back: as a stream, as text, as parameters, as parts, or not looked at. */
final class Bodies {
    boolean answer(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        switch (path) {
            case "/stream" -> {
                response.setContentType("application/octet-stream");
                request.getInputStream().transferTo(response.getOutputStream());
            }
            case "/reader" -> {
                response.setContentType("text/plain;charset=utf-8");
                request.getReader().transferTo(response.getWriter());
            }
            case "/form" -> form(request, response);
            case "/parts" -> parts(request, response);
            case "/unread" -> response.setStatus(204);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void form(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        Map<String, String[]> sorted = new TreeMap<>(request.getParameterMap());
        for (Map.Entry<String, String[]> each : sorted.entrySet()) {
            response.getWriter().println(each.getKey() + "=" + String.join("|", each.getValue()));
        }
    }

    private static void parts(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setContentType("text/plain;charset=utf-8");
        for (Part part : request.getParts()) {
            String text = new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            response.getWriter().println(part.getName() + " " + part.getSubmittedFileName() + " " + text);
        }
    }
}
