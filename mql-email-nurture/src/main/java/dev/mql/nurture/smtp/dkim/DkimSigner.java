package dev.mql.nurture.smtp.dkim;

import dev.mql.nurture.smtp.mime.Header;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Signs mails, once with each key. From and Subject are signed once more than they are there, so that nobody can add another. All of the
 * body is signed. Thread-safe.
 */
public final class DkimSigner {
    private static final List<String> SIGNED = List.of(
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "List-Id",
            "Feedback-ID",
            "MIME-Version",
            "Content-Type");
    private static final List<String> NO_MORE_OF = List.of("From", "Subject");
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]");
    private static final int COLUMNS = 72;

    private final String domain;
    private final List<DkimKey> keys;

    /**
     * @param domain in whose name
     * @param keys at least one
     * @throws IllegalArgumentException if the domain is none
     */
    public DkimSigner(String domain, List<DkimKey> keys) {
        if (domain.length() > 253 || !DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException("must be a domain such as shop.example");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("nothing to sign with");
        }
        this.domain = domain;
        this.keys = List.copyOf(keys);
    }

    /**
     * The fields to put before all others.
     *
     * @param headers in the order in which they are sent, each name once
     * @param body as it is sent, without the doubling of dots
     */
    public List<Header> sign(List<Header> headers, byte[] body) {
        StringBuilder data = new StringBuilder(2_000);
        List<String> names = new ArrayList<>();
        for (String name : SIGNED) {
            for (Header header : headers) {
                if (header.name().equalsIgnoreCase(name)) {
                    data.append(Relaxed.header(name, header.value())).append("\r\n");
                    names.add(name);
                }
            }
        }
        names.addAll(NO_MORE_OF);
        String bodyHash = Base64.getEncoder().encodeToString(sha256(Relaxed.body(body)));
        List<Header> signatures = new ArrayList<>();
        for (DkimKey key : keys) {
            String unsigned = "v=1; a=" + key.algorithm() + "; c=relaxed/relaxed; d=" + domain + ";\r\n s="
                    + key.selector() + ";\r\n h=" + folded(names) + ";\r\n bh=" + bodyHash + ";\r\n b=";
            byte[] signed = (data + Relaxed.header("DKIM-Signature", unsigned)).getBytes(StandardCharsets.US_ASCII);
            signatures.add(new Header("DKIM-Signature", unsigned + folded(key.sign(signed))));
        }
        return signatures;
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String folded(List<String> names) {
        StringBuilder lines = new StringBuilder();
        int column = 3;
        for (String name : names) {
            if (lines.length() > 0) {
                lines.append(':');
                if (column + name.length() > COLUMNS) {
                    lines.append("\r\n ");
                    column = 1;
                }
            }
            lines.append(name);
            column += name.length() + 1;
        }
        return lines.toString();
    }

    private static String folded(String base64) {
        StringBuilder lines = new StringBuilder(base64.length() + 32);
        for (int i = 0; i < base64.length(); i += COLUMNS) {
            lines.append(i > 0 ? "\r\n " : "").append(base64, i, Math.min(base64.length(), i + COLUMNS));
        }
        return lines.toString();
    }
}
