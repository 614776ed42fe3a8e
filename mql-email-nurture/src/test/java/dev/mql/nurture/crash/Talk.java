package dev.mql.nurture.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One client's conversation with the mail server. */
final class Talk {
    private static final Pattern MESSAGE_ID = Pattern.compile("(?im)^Message-ID:\\s*<([^>]+)>");
    private static final Pattern IN_BRACKETS = Pattern.compile("<([^>]*)>");
    /** So many lines of content are the middle. */
    private static final int MIDDLE = 30;

    /** What the client has just said. */
    enum Stage {
        EHLO,
        MAIL,
        RCPT,
        DATA,
        /** The middle of the content, at which nothing is answered. */
        CONTENT,
        /** The whole content; the server has the mail. */
        DOT,
        OTHER
    }

    /** What the server says. */
    @FunctionalInterface
    interface Script {
        /** Instead of saying something. */
        String HANG_UP = "hang up";

        /**
         * Called on the thread of the conversation.
         *
         * @return {@code null} for the usual answer
         */
        @Nullable
        String answer(Stage stage, String recipient);
    }

    private final Socket client;
    private final Script script;
    private final Consumer<Accepted> log;
    private String recipient = "";

    Talk(Socket client, Script script, Consumer<Accepted> log) {
        this.client = client;
        this.script = script;
        this.log = log;
    }

    void hold() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        boolean on = say("220 here I am");
        for (String line = on ? in.readLine() : null; on && line != null; line = on ? in.readLine() : null) {
            String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            on = switch (verb) {
                case "EHLO" -> answer(Stage.EHLO, "250 at your service");
                case "MAIL" -> answer(Stage.MAIL, "250 2.1.0 ok");
                case "RCPT" -> {
                    recipient = found(IN_BRACKETS, line);
                    yield answer(Stage.RCPT, "250 2.1.5 ok");
                }
                case "DATA" -> answer(Stage.DATA, "354 go on") && content(in);
                case "QUIT" -> false;
                default -> answer(Stage.OTHER, "250 2.0.0 ok");
            };
        }
    }

    private boolean content(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        int lines = 0;
        for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
            if (line == null || (++lines == MIDDLE && script.answer(Stage.CONTENT, recipient) != null)) {
                return false;
            }
            mail.append(line).append('\n');
        }
        log.accept(new Accepted(recipient, found(MESSAGE_ID, mail)));
        return answer(Stage.DOT, "250 2.0.0 taken");
    }

    private boolean answer(Stage stage, String usual) throws IOException {
        String other = script.answer(stage, recipient);
        return other == null ? say(usual) : !other.equals(Script.HANG_UP) && say(other);
    }

    private boolean say(String text) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return true;
    }

    private static String found(Pattern pattern, CharSequence text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
