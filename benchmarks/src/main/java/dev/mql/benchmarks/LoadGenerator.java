package dev.mql.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Posts requests that are ready as bytes over a few kept connections: one request to each of them, then one answer from each, on one
 * thread. Costs little, so that most of the machine is left for what is measured.
 */
final class LoadGenerator implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final List<Socket> connections = new ArrayList<>();
    private final byte[] buffer = new byte[4_096];

    LoadGenerator(int port, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            connections.add(socket);
        }
    }

    /** Something that may hold the generator back, asked before every turn. */
    interface Brake {
        void check();
    }

    /** Posts them all; every answer has to be 204. */
    void post(List<byte[]> requests, Brake brake) throws IOException {
        for (int first = 0; first < requests.size(); first += connections.size()) {
            brake.check();
            int turn = Math.min(connections.size(), requests.size() - first);
            for (int i = 0; i < turn; i++) {
                connections.get(i).getOutputStream().write(requests.get(first + i));
            }
            for (int i = 0; i < turn; i++) {
                answer(connections.get(i));
            }
        }
    }

    /** Posts one request and gives the head of its answer. */
    String post(byte[] request) throws IOException {
        connections.get(0).getOutputStream().write(request);
        return new String(buffer, 0, answer(connections.get(0)), StandardCharsets.ISO_8859_1);
    }

    /** The length of the head, which is then in the buffer; a 204 has no body. */
    private int answer(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        int length = 0;
        do {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                throw new EOFException("the server closed a connection");
            }
            length += read;
        } while (length < 4 || buffer[length - 1] != '\n' || buffer[length - 3] != '\n');
        if (buffer[9] != '2' || buffer[11] != '4') {
            throw new IOException("not 204: " + new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
