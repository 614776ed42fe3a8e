package dev.mql.box;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a browser posts, however slowly it comes. */
interface Posted {
    Box box();

    @Test
    default void bodyThatComesInPiecesIsReadWhole() throws IOException {
        assertThat(pieces("Content-Length: 17", "{\"ty", "pe\":\"s", "earch\"}"))
                .isEqualTo("204");
        assertThat(pieces("Content-Length: 17", "", "{\"type\":\"search\"}")).isEqualTo("204");
        assertThat(pieces("Transfer-Encoding: chunked", "{\"ty", "pe\":\"s", "earch\"}"))
                .isEqualTo("204");
        assertThat(pieces("Transfer-Encoding: chunked", "{\"type\":\"search\"}"))
                .isEqualTo("204");
    }

    @Test
    default void bodyThatComesInPiecesIsRefusedAsAnyOther() throws IOException {
        assertThat(pieces("Content-Length: 12", "{\"type\"", ":\"x\"}")).isEqualTo("400");
        assertThat(pieces("Transfer-Encoding: chunked", "[", "]")).isEqualTo("400");
        assertThat(pieces("Transfer-Encoding: chunked", "{", "x".repeat(20_000)))
                .isEqualTo("413");
        assertThat(pieces("Content-Length: 20000", "{")).isEqualTo("413");
        assertThat(box().with.send("GET /page").status()).isEqualTo(200);
    }

    /** The status of the answer; other requests come in between. */
    private String pieces(String framing, String... pieces) throws IOException {
        boolean chunked = framing.startsWith("Transfer-Encoding");
        try (Socket socket = box().with.open("POST /mql/events|Content-Type: text/plain|" + framing)) {
            for (String piece : pieces) {
                assertThat(box().with.send("GET /page").status()).isEqualTo(200);
                String sent = chunked ? Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n" : piece;
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            if (chunked) {
                socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).substring(9);
        }
    }
}
