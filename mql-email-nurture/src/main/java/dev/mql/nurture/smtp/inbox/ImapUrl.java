package dev.mql.nurture.smtp.inbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a mailbox is: {@code imaps://user:password@host:993/INBOX}. With {@code imap://} the connection begins in the clear and
 * STARTTLS is required, unless {@code ?starttls=off} says otherwise.
 *
 * @param tls whether the connection is encrypted from its first byte
 * @param startTls whether it has to become so; with neither it stays in the clear
 */
public record ImapUrl(
        String host, int port, String user, String password, String folder, boolean tls, boolean startTls) {
    private static final int IMAPS = 993;
    private static final int IMAP = 143;

    /**
     * @throws IllegalArgumentException says what is wrong and what is allowed, without user and password
     */
    public static ImapUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "not an address: " + malformed.getReason() + "; write imaps://user:password@host/INBOX", null);
        }
        boolean tls = "imaps".equals(uri.getScheme());
        if (!tls && !"imap".equals(uri.getScheme())) {
            throw new IllegalArgumentException("begins with imaps:// or imap://");
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (uri.getHost() == null || login.length < 2 || login[0].isEmpty()) {
            throw new IllegalArgumentException(
                    "names no host, user or password; special characters in them are written with %-codes");
        }
        String path = uri.getRawPath();
        return new ImapUrl(
                uri.getHost(),
                uri.getPort() > 0 ? uri.getPort() : tls ? IMAPS : IMAP,
                decoded(login[0]),
                decoded(login[1]),
                path == null || path.length() < 2 ? "INBOX" : decoded(path.substring(1)),
                tls,
                !tls && startTls(uri.getRawQuery()));
    }

    private static boolean startTls(@Nullable String query) {
        if (query == null || query.equals("starttls=required")) {
            return true;
        }
        if (query.equals("starttls=off")) {
            return false;
        }
        throw new IllegalArgumentException("after the ? stands starttls=required or starttls=off");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return (tls ? "imaps://" : "imap://") + host + ":" + port + "/" + folder;
    }
}
