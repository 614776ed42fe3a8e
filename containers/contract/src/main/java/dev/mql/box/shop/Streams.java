package dev.mql.box.shop;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers of many bytes: in pieces, in part, not at all, or until the other side has gone. */
final class Streams {
    private static final byte[] PIECE = "0123456789".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
    private static final int PIECES = 1_024;

    private volatile String abort = "nothing yet";

    boolean answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path) {
            case "/pieces" -> {
                response.setContentType("text/plain");
                for (int i = 0; i < 5; i++) {
                    response.getWriter().print("piece " + i + "\n".repeat(3_000));
                    response.flushBuffer();
                }
            }
            case "/early" -> {
                response.setContentType("text/html");
                response.flushBuffer();
                response.getWriter().print("<p>its head had gone before</p>");
            }
            case "/long" -> {
                response.setContentType("text/html;charset=utf-8");
                response.getWriter().print("<p>One line of many.</p>\n".repeat(500));
            }
            case "/file" -> file(request, response);
            case "/download" -> {
                response.setContentType("application/octet-stream");
                response.setContentLength(PIECE.length * PIECES);
                write(response);
            }
            case "/abort" -> {
                response.setContentType("application/octet-stream");
                try {
                    for (int i = 0; i < 100; i++) {
                        write(response);
                    }
                    abort = "nobody went away";
                } catch (IOException gone) {
                    abort = gone.getClass().getName();
                    throw gone;
                }
            }
            case "/abort/seen" -> response.getWriter().print(abort);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void write(HttpServletResponse response) throws IOException {
        ServletOutputStream out = response.getOutputStream();
        for (int i = 0; i < PIECES; i++) {
            out.write(PIECE);
        }
    }

    private static void file(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("ETag", "\"of-the-shop\"");
        if ("\"of-the-shop\"".equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        String range = request.getHeader("Range");
        if (range == null) {
            response.setContentLength(PIECE.length);
            response.getOutputStream().write(PIECE);
            return;
        }
        int from = Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
        int to = Integer.parseInt(range.substring(range.indexOf('-') + 1));
        response.setStatus(206);
        response.setHeader("Content-Range", "bytes " + from + "-" + to + "/" + PIECE.length);
        response.getOutputStream().write(PIECE, from, to - from + 1);
    }
}
