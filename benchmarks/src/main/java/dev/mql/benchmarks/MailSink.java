package dev.mql.benchmarks;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A mail server that takes every mail and forgets it, in a process of its own so that it costs the sender's JVM nothing. Does as little
 * as a server can: one thread for each connection, every answer ready as bytes; answers leave when nothing more is to be read, as those
 * of large servers do.
 */
final class MailSink implements AutoCloseable {
    private final Process process;
    private final int port;

    MailSink() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MailSink.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        port = Integer.parseInt(said.readLine());
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** The sink itself: says its port, and ends with its standard input. */
    public static void main(String[] args) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(() -> accept(server), "sink");
        accepting.setDaemon(true);
        accepting.start();
        System.out.println(server.getLocalPort());
        System.out.flush();
        while (System.in.read() >= 0) {
            // nobody has anything to say to it
        }
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                Thread talking = new Thread(() -> talk(client), "sink-client");
                talking.setDaemon(true);
                talking.start();
            }
        } catch (IOException closed) {
            // The benchmark is over.
        }
    }

    private static void talk(Socket client) {
        try (client) {
            new Talk(client).run();
        } catch (IOException gone) {
            // The sender hung up.
        }
    }

    /** One connection. */
    private static final class Talk {
        private static final byte[] HELLO = ascii("220 sink\r\n");
        private static final byte[] ABILITIES = ascii("250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n");
        private static final byte[] OK = ascii("250 2.0.0 ok\r\n");
        private static final byte[] GO_ON = ascii("354 go on\r\n");

        private final InputStream in;
        private final BufferedOutputStream out;
        private final byte[] buffer = new byte[32 * 1_024];
        private int from;
        private int to;

        Talk(Socket client) throws IOException {
            in = client.getInputStream();
            out = new BufferedOutputStream(client.getOutputStream());
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        void run() throws IOException {
            out.write(HELLO);
            for (int verb = command(); verb >= 0; verb = command()) {
                switch (verb) {
                    case 'E', 'H' -> out.write(ABILITIES);
                    case 'D' -> {
                        out.write(GO_ON);
                        content();
                        out.write(OK);
                    }
                    case 'Q' -> {
                        return;
                    }
                    default -> out.write(OK);
                }
            }
        }

        /** The first letter of the next line; below 0 at the end. */
        private int command() throws IOException {
            int verb = next();
            for (int c = verb; c != '\n'; c = next()) {
                if (c < 0) {
                    return -1;
                }
            }
            return verb;
        }

        private void content() throws IOException {
            int matched = 2; // of CR LF . CR LF; the content begins a line
            while (matched < 5) {
                int c = next();
                if (c < 0) {
                    throw new IOException("the content does not end");
                }
                matched = c == "\r\n.\r\n".charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
            }
        }

        private int next() throws IOException {
            if (from == to) {
                out.flush();
                from = 0;
                to = Math.max(0, in.read(buffer));
                if (to == 0) {
                    return -1;
                }
            }
            return buffer[from++];
        }
    }
}
