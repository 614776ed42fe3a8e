package dev.mql.box;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A shop's port, and what goes over it, byte by byte. */
final class Wire {
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";

    private final int port;
    private final String contextPath;

    Wire(int port, String contextPath) {
        this.port = port;
        this.contextPath = contextPath;
    }

    /** An answer as it came. */
    record Answer(byte[] bytes) {
        private int end() {
            for (int i = 0; i < bytes.length - 3; i++) {
                if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                    return i;
                }
            }
            throw new AssertionError("no answer, but: " + new String(bytes, StandardCharsets.ISO_8859_1));
        }

        /** Status line and header lines, in order. */
        List<String> head() {
            return new String(bytes, 0, end(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        }

        int status() {
            return Integer.parseInt(head().get(0).split(" ")[1]);
        }

        /** What came after the head, with the framing of the transfer. */
        String body() {
            int from = end() + 4;
            return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        }

        /** The body of an answer in UTF-8, without the framing of the transfer. */
        String text() {
            StringBuilder text = new StringBuilder();
            String rest = body();
            if (header("Transfer-Encoding").isEmpty()) {
                text.append(rest);
            } else {
                for (int line = rest.indexOf("\r\n"); line > 0; line = rest.indexOf("\r\n")) {
                    int length = Integer.parseInt(rest.substring(0, line), 16);
                    text.append(rest, line + 2, line + 2 + length);
                    rest = rest.substring(line + 2 + length + 2);
                    if (length == 0) {
                        break;
                    }
                }
            }
            return new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        /** The values of a header, whatever its case. */
        List<String> header(String name) {
            return head().stream()
                    .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                    .map(line -> line.substring(name.length() + 2))
                    .toList();
        }
    }

    /** Sends a request and reads until the shop closes the connection. */
    Answer send(String request) throws IOException {
        try (Socket socket = open(request)) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return new Answer(answer.toByteArray());
        }
    }

    /** Sends a request; the answer is the caller's to read. */
    Socket open(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(bytes(request));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Reads until the answer holds a text. */
    static String until(InputStream in, String text) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the answer ended without " + text + ": " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    /** {@code METHOD /path|Header: value|…||body}; what every browser sends is added, and a length for a body without one. */
    private byte[] bytes(String request) {
        int headEnd = request.indexOf("||");
        String body = headEnd < 0 ? "" : request.substring(headEnd + 2);
        String[] lines = (headEnd < 0 ? request : request.substring(0, headEnd)).split("\\|");
        StringBuilder text = new StringBuilder();
        text.append(lines[0].replaceFirst(" ", " " + contextPath)).append(" HTTP/1.1\r\n");
        text.append("Host: shop.example\r\nConnection: close\r\nUser-Agent: " + BROWSER + "\r\n");
        for (int i = 1; i < lines.length; i++) {
            text.append(lines[i]).append("\r\n");
        }
        if (!body.isEmpty() && !request.contains("Transfer-Encoding")) {
            text.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
