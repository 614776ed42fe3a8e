package dev.mql.nurture.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server that answers from a script and keeps its own log of what it accepted. Stages are BANNER, EHLO, MAIL, RCPT, DATA and
 * DOT; an answer is what the server says, {@value #CLOSE} to hang up without a word, {@value #SILENCE} to say nothing for ever.
 */
public final class ScriptedSmtp implements AutoCloseable {
    public static final String CLOSE = "close";
    public static final String SILENCE = "silence";
    /** Takes the mail, then hangs up instead of saying so. */
    public static final String ACCEPT_AND_CLOSE = "accept and close";

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, String> script;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    public ScriptedSmtp(Map<String, String> script) throws IOException {
        this.script = script;
        Thread thread = new Thread(this::serve, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    public String url() {
        return "smtp://127.0.0.1:" + socket.getLocalPort() + "?starttls=off";
    }

    /** The mails that this server holds. */
    public List<String> accepted() {
        return accepted;
    }

    /** Every command, in order. */
    public List<String> heard() {
        return heard;
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
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = client.getOutputStream();
            boolean open = say(out, in, "BANNER", "220 scripted");
            for (String line; open && (line = in.readLine()) != null; ) {
                heard.add(line);
                String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> open = say(out, in, "EHLO", "250 scripted");
                    case "MAIL" -> open = say(out, in, "MAIL", "250 2.1.0 ok");
                    case "RCPT" -> open = say(out, in, "RCPT", "250 2.1.5 ok");
                    case "DATA" -> open = say(out, in, "DATA", "354 go on") && content(in, out);
                    case "QUIT" -> open = false;
                    default -> open = say(out, in, verb, "250 ok");
                }
            }
        } catch (IOException gone) {
            // The client hung up.
        }
    }

    private boolean content(BufferedReader in, OutputStream out) throws IOException {
        if (!script.getOrDefault("DATA", "354").startsWith("354")) {
            return true;
        }
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null) {
                return false;
            }
            mail.append(line).append("\r\n");
        }
        String answer = script.getOrDefault("DOT", "250 2.0.0 taken");
        if (answer.startsWith("250") || answer.equals(ACCEPT_AND_CLOSE) || answer.equals(SILENCE)) {
            accepted.add(mail.toString());
        }
        return say(out, in, "DOT", "250 2.0.0 taken");
    }

    private boolean say(OutputStream out, BufferedReader in, String stage, String usual) throws IOException {
        String answer = script.getOrDefault(stage, usual);
        if (answer.equals(CLOSE) || answer.equals(ACCEPT_AND_CLOSE)) {
            return false;
        }
        if (answer.equals(SILENCE)) {
            return in.read() >= 0;
        }
        out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return true;
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
