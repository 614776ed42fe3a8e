package dev.mql.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Browsers that ask for pages over kept connections, on one thread: one request to each connection, then one answer from each. Every
 * answer has to be the shop's page, byte for byte.
 */
final class PageLoad implements AutoCloseable {
    private static final int VISITORS = 1_024;
    private static final int CONNECTIONS = 16;
    private static final int TIMEOUT_MILLIS = 20_000;

    private final List<Socket> connections = new ArrayList<>();
    private final byte[] buffer = new byte[16_384];
    private final byte[] page = RealShop.page();
    private final List<byte[]> requests = new ArrayList<>();
    private int next;
    private long changed;

    PageLoad(int port) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            connections.add(socket);
        }
        for (int i = 0; i < VISITORS; i++) {
            String request = "GET /product/" + i % 200 + " HTTP/1.1\r\nHost: shop.example\r\n"
                    + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36\r\n"
                    + "Accept: text/html,*/*\r\nAccept-Language: en-GB,en;q=0.9\r\nReferer: https://shop.example/\r\n"
                    + "Cookie: mql_vid=" + Shoppers.visitor(i) + "; _ga=GA1.2.1.2\r\n\r\n";
            requests.add(request.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Asks for so many pages. @return how many */
    long ask(int count) throws IOException {
        for (int asked = 0; asked < count; asked += CONNECTIONS) {
            for (Socket connection : connections) {
                connection.getOutputStream().write(requests.get(next));
                next = (next + 1) % VISITORS;
            }
            for (Socket connection : connections) {
                answer(connection.getInputStream());
            }
        }
        return count;
    }

    /** How many answers were not the shop's. */
    long changed() {
        return changed;
    }

    private void answer(InputStream in) throws IOException {
        int length = 0;
        int body = -1;
        while (body < 0 || length < body + page.length) {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                throw new EOFException("the server closed a connection");
            }
            length += read;
            for (int i = 4; body < 0 && i <= length; i++) {
                if (buffer[i - 1] == '\n' && buffer[i - 3] == '\n') {
                    body = i;
                }
            }
        }
        boolean same =
                buffer[9] == '2' && buffer[11] == '0' && Arrays.equals(buffer, body, length, page, 0, page.length);
        changed += same ? 0 : 1;
    }

    @Override
    public void close() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
