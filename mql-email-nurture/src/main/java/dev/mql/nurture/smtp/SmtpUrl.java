package dev.mql.nurture.smtp;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the mail server is: {@code smtp://user:password@host:587?starttls=required} or {@code smtps://…:465}. Encryption is required
 * unless {@code starttls=off} says otherwise.
 */
public record SmtpUrl(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        Security security) {

    /** How the connection is protected. */
    public enum Security {
        TLS,
        STARTTLS,
        NONE
    }

    /**
     * @throws IllegalArgumentException says what is wrong and what is allowed, without the password
     */
    public static SmtpUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "not an address: " + malformed.getReason() + "; write smtp://user:password@host:587", null);
        }
        boolean tls = "smtps".equals(uri.getScheme());
        if (!tls && !"smtp".equals(uri.getScheme())) {
            throw new IllegalArgumentException("begins with smtp:// or smtps://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "names no host; a user or password with special characters is written with %-codes");
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (login.length == 1) {
            throw new IllegalArgumentException(
                    "a user has a password behind a colon; write smtp://user:password@host:587");
        }
        return new SmtpUrl(
                uri.getHost(),
                uri.getPort() > 0 ? uri.getPort() : tls ? 465 : 587,
                login.length > 0 ? decoded(login[0]) : null,
                login.length > 1 ? decoded(login[1]) : null,
                tls ? Security.TLS : starttls(uri.getRawQuery()));
    }

    private static Security starttls(@Nullable String query) {
        if (query == null || query.equals("starttls=required")) {
            return Security.STARTTLS;
        }
        if (query.equals("starttls=off")) {
            return Security.NONE;
        }
        throw new IllegalArgumentException("after the ? stands starttls=required or starttls=off");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return (security == Security.TLS ? "smtps://" : "smtp://") + host + ":" + port;
    }
}
