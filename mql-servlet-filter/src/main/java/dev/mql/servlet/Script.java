package dev.mql.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A script as it is served, plain and by gzip. Immutable. */
final class Script {
    private final byte[] plain;
    private final byte[] gzip;
    private final String version;

    Script(String text) {
        plain = text.getBytes(StandardCharsets.UTF_8);
        gzip = gzip(plain);
        version = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(hash("SHA-256"))
                .substring(0, 16);
    }

    /** @param name of a file beside this class */
    static String source(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar of mql-servlet-filter");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name + " can not be read", unreadable);
        }
    }

    /** Changes when the script does; 16 characters that mean nothing in an address. */
    String version() {
        return version;
    }

    /** What browsers compare the script with, in the form of Subresource Integrity. */
    String integrity() {
        return "sha384-" + Base64.getEncoder().encodeToString(hash("SHA-384"));
    }

    byte[] bytes() {
        return plain.clone();
    }

    /** @param caching the value of {@code Cache-Control} */
    void answer(HttpServletRequest request, HttpServletResponse response, String caching) throws IOException {
        boolean get = request.getMethod().equals("GET");
        if (!get && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        boolean small = takesGzip(request.getHeader("Accept-Encoding"));
        // Two forms are two entities: a cache must not mend one with a piece of the other.
        String etag = '"' + version + (small ? "-gz\"" : "\"");
        response.setHeader("ETag", etag);
        response.setHeader("Vary", "Accept-Encoding");
        response.setHeader("Cache-Control", caching);
        response.setHeader("X-Content-Type-Options", "nosniff");
        String known = request.getHeader("If-None-Match");
        if (known != null && (known.contains(etag) || known.equals("*"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        if (small) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] body = small ? gzip : plain;
        response.setContentType("text/javascript;charset=utf-8");
        response.setContentLength(body.length);
        if (get) {
            response.getOutputStream().write(body);
        }
    }

    /** Whether gzip is named without being refused; who sends {@code *} or nothing gets the plain form. */
    static boolean takesGzip(@Nullable String accepted) {
        if (accepted != null) {
            for (String coding : accepted.split(",", -1)) {
                String[] parts = coding.split(";", -1);
                if (parts[0].strip().equalsIgnoreCase("gzip")) {
                    return parts.length == 1 || !parts[1].strip().matches("[qQ]\\s*=\\s*0(\\.0*)?");
                }
            }
        }
        return false;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new BestGzip(packed)) {
            out.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written", impossible);
        }
        return packed.toByteArray();
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    private byte[] hash(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(plain);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + algorithm, impossible);
        }
    }
}
