package dev.mql.nurture.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that answers from a script and keeps its own log of what it accepted. Stages are BANNER, EHLO, STARTTLS, TLS, AUTH, MAIL,
 * RCPT, DATA, CONTENT, DOT, RSET, NOOP and QUIT; an answer is what the server says, or one of the constants. RCPT may have
 * a domain behind it. A script may be changed while it is in use.
 */
public final class ScriptedSmtp implements AutoCloseable {
    /** Hangs up without a word. */
    public static final String CLOSE = "close";
    /** Says nothing for ever. */
    public static final String SILENCE = "silence";
    /** Takes the mail, then hangs up instead of saying so. */
    public static final String ACCEPT_AND_CLOSE = "accept and close";
    /** Says no more, but leaves the connection open. */
    public static final String HALF_CLOSE = "half-close";
    /** An answer of which a byte comes every 30 ms and whose end does not come. */
    public static final String DRIP = "drip";
    /** Lines that announce more lines, for ever. */
    public static final String ENDLESS = "endless";
    /** Takes the mail, and says so only when {@link #release} is called. */
    public static final String LATE = "late";

    private static final String PLAIN_AUTH = "250-scripted\r\n250-8BITMIME\r\n250 AUTH PLAIN";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, String> script;
    private final @Nullable SSLContext tls;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);

    public ScriptedSmtp(Map<String, String> script) throws IOException {
        this(script, null);
    }

    /** @param tls offered by STARTTLS unless EHLO is scripted */
    public ScriptedSmtp(Map<String, String> script, @Nullable SSLContext tls) throws IOException {
        this.script = script;
        this.tls = tls;
        Thread thread = new Thread(this::serve, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    public String url() {
        return "smtp://127.0.0.1:" + port() + "?starttls=off";
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The mails that this server holds. */
    public List<String> accepted() {
        return accepted;
    }

    /** Every command, in order. */
    public List<String> heard() {
        return heard;
    }

    /** How many came. */
    int connections() {
        return clients.size();
    }

    void release() {
        released.countDown();
    }

    private void serve() {
        try {
            while (true) {
                Socket client = socket.accept();
                clients.add(client);
                Thread thread = new Thread(() -> talk(client), "scripted-smtp-client");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void talk(Socket client) {
        Talk talk = new Talk(client);
        try (client) {
            if (script.containsKey("TLS")) {
                talk.encrypt();
            }
            boolean open = talk.say("BANNER", "220 scripted");
            while (open) {
                String line = talk.line();
                heard.add(line);
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO" ->
                        open = talk.say(
                                "EHLO", talk.encrypted || tls == null ? PLAIN_AUTH : "250-scripted\r\n250 STARTTLS");
                    case "STARTTLS" -> {
                        open = talk.say("STARTTLS", "220 go on");
                        if (open && script.getOrDefault("STARTTLS", "220").startsWith("220")) {
                            talk.encrypt();
                        }
                    }
                    case "AUTH" -> open = talk.say("AUTH", "235 2.7.0 ok");
                    case "MAIL" -> open = talk.say("MAIL", "250 2.1.0 ok");
                    case "RCPT" -> {
                        String domain = "RCPT " + line.replaceAll(".*@|>.*", "");
                        open = talk.say(script.containsKey(domain) ? domain : "RCPT", "250 2.1.5 ok");
                    }
                    case "DATA" -> open = talk.say("DATA", "354 go on") && content(talk);
                    case "QUIT" -> {
                        talk.say("QUIT", "221 bye");
                        open = false;
                    }
                    default -> open = talk.say(verb, "250 ok");
                }
            }
        } catch (IOException gone) {
            // The client hung up.
        }
    }

    private boolean content(Talk talk) throws IOException {
        if (!script.getOrDefault("DATA", "354").startsWith("354")) {
            return true;
        }
        if (script.containsKey("CONTENT")) {
            talk.await(60_000);
        }
        StringBuilder mail = new StringBuilder();
        for (String line = talk.line(); !".".equals(line); line = talk.line()) {
            mail.append(line).append("\r\n");
        }
        String answer = script.getOrDefault("DOT", "250 2.0.0 taken");
        if (answer.startsWith("2") || List.of(ACCEPT_AND_CLOSE, SILENCE, LATE).contains(answer)) {
            accepted.add(mail.toString());
        }
        return talk.say("DOT", "250 2.0.0 taken");
    }

    @Override
    public void close() {
        release();
        try {
            socket.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** One client. */
    private final class Talk {
        private Socket client;
        boolean encrypted;

        Talk(Socket client) {
            this.client = client;
        }

        void encrypt() throws IOException {
            if (script.getOrDefault("TLS", "handshake").equals(CLOSE)) {
                client.close();
                return;
            }
            if (tls == null || script.getOrDefault("TLS", "handshake").equals("garbage")) {
                client.getOutputStream().write("this is no handshake at all\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            SSLSocket upper = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
            upper.setUseClientMode(false);
            upper.startHandshake();
            client = upper;
            encrypted = true;
        }

        String line() throws IOException {
            InputStream in = client.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        boolean say(String stage, String usual) throws IOException {
            String answer = script.getOrDefault(stage, usual);
            OutputStream out = client.getOutputStream();
            switch (answer) {
                case CLOSE, ACCEPT_AND_CLOSE -> {
                    return false;
                }
                case SILENCE -> {
                    return heardNoMore();
                }
                case HALF_CLOSE -> {
                    client.shutdownOutput();
                    return heardNoMore();
                }
                case DRIP -> {
                    for (int i = 0; ; i++) {
                        out.write("250-so slow that it never ends ".charAt(i % 31));
                        out.flush();
                        await(30);
                    }
                }
                case ENDLESS -> {
                    while (true) {
                        out.write("250-and another line\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                }
                case LATE -> await(60_000);
                default -> {
                    // is said below
                }
            }
            out.write(((answer.equals(LATE) ? usual : answer) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return true;
        }

        private boolean heardNoMore() throws IOException {
            InputStream in = client.getInputStream();
            int heard = 0;
            while (heard >= 0) {
                heard = in.read();
            }
            return false;
        }

        private void await(int millis) throws IOException {
            try {
                boolean over = released.await(millis, TimeUnit.MILLISECONDS);
                if (over && millis < 1_000) {
                    throw new EOFException();
                }
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
        }
    }
}
