package dev.mql.handoff;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;

/** A receiver of webhooks on a loopback port that answers as a test tells it to. */
final class Receiver implements AutoCloseable {

    /** What arrived. */
    record Request(String line, Map<String, String> headers, String body) {}

    /** What a receiver does once it has the request. */
    @FunctionalInterface
    interface Act {
        void on(OutputStream out, Socket socket) throws IOException, InterruptedException;
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Deque<Act> script = new ConcurrentLinkedDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile Act always = status(200);

    Receiver() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    Receiver(ServerSocketFactory factory) throws IOException {
        server = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + "/hook?from=mql";
    }

    Receiver then(Act act) {
        script.add(act);
        return this;
    }

    Receiver always(Act act) {
        always = act;
        return this;
    }

    static Act status(int status, String... headers) {
        return text("HTTP/1.1 " + status + " Whatever\r\n" + String.join("", headers) + "Content-Length: 0\r\n\r\n");
    }

    static Act text(String answer) {
        return (out, socket) -> {
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        };
    }

    /** Takes the request and never answers. */
    Act silence() {
        return (out, socket) -> closed.await();
    }

    /** One byte every so often: always alive, never done. */
    Act drip(String answer) {
        return (out, socket) -> {
            for (byte one : answer.getBytes(StandardCharsets.US_ASCII)) {
                out.write(one);
                out.flush();
                if (closed.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        };
    }

    static Act reset() {
        return (out, socket) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        };
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                thread(() -> serve(socket));
            }
        } catch (IOException closing) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String line = line(in);
            if (line.isEmpty()) {
                return;
            }
            Map<String, String> headers = new TreeMap<>();
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                int colon = header.indexOf(':');
                headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 2));
            }
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            requests.add(new Request(line, headers, body));
            Act next = script.poll();
            (next == null ? always : next).on(socket.getOutputStream(), socket);
        } catch (IOException | InterruptedException gone) {
            // The sender hung up.
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private static void thread(Runnable run) {
        Thread thread = new Thread(run, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
