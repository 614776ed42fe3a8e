package dev.mql.nurture.inbound;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.event.Refused;
import dev.mql.store.StoreException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /mql/in/PROVIDER}: what providers tell of our mails. Nothing is done before it is proven who says it; a delivery that was
 * taken before is answered as taken, and done once. Every refusal is a constant text and a counter. When the store is away the answer
 * is 503, so that the provider comes again.
 */
final class InboundServlet extends HttpServlet {
    static final int MOST_BYTES = 1024 * 1024;

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(InboundServlet.class);
    private static final int CHUNK = 8_192;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final transient Mql mql;
    private final transient Map<String, Provider> providers;
    private final transient Consequences consequences;
    private final transient Once taken;
    /** Providers that are not believed at present: said once, until one delivery is believed. */
    private final transient Set<String> doubted = ConcurrentHashMap.newKeySet();

    InboundServlet(Mql mql, Map<String, Provider> providers, Consequences consequences) {
        this.mql = mql;
        this.providers = Map.copyOf(providers);
        this.consequences = consequences;
        this.taken = new Once(mql.records(), Duration.ofMinutes(10));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        String name = path == null ? "" : path.substring(1);
        Provider provider = providers.get(name);
        if (provider == null) {
            refuse(response, HttpServletResponse.SC_NOT_FOUND, "unknown_provider", "no such provider");
        } else if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "method", "only POST");
        } else {
            take(name, provider, request, response);
        }
    }

    private void take(String name, Provider provider, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String proof : provider.proofs()) {
            String value = request.getHeader(proof);
            if (value == null || value.isEmpty()) {
                doubt(name, response);
                return;
            }
            headers.put(proof, value);
        }
        String type = mediaType(request);
        if (!provider.reads(type) || request.getHeader("Content-Encoding") != null) {
            refuse(
                    response,
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    "media_type",
                    "not a form that is read here");
            return;
        }
        byte[] body = body(request);
        if (body == null) {
            response.setHeader("Connection", "close");
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "too_large", "too large or too slow");
            return;
        }
        try {
            Provider.Delivery delivery =
                    provider.read(new Posted(headers, type, body, mql.clock().millis()));
            if (delivery == null) {
                doubt(name, response);
                return;
            }
            if (doubted.remove(name)) {
                LOG.info("What comes to /in/{} is signed as it should be again.", name);
            }
            answer(response, HttpServletResponse.SC_OK, taken(name, delivery));
        } catch (Refused senseless) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "malformed", "not understood");
        } catch (StoreException away) {
            response.setHeader("Retry-After", "60");
            refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "store_away", "later, please");
        }
    }

    /** Remembered only after everything is done: what fails in the middle comes again, and repeating does no harm. */
    private String taken(String name, Provider.Delivery delivery) {
        String key = name + " " + delivery.key();
        if (taken.seen(key)) {
            mql.counters().add("inbound.seen", 1);
            return "seen";
        }
        int understood = 0;
        for (Report report : delivery.reports()) {
            try {
                understood += consequences.take(report) ? 1 : 0;
            } catch (StoreException away) {
                throw away;
            } catch (MqlException one) {
                mql.counters().add("inbound.failed", 1);
                LOG.warn("One report of {} could not be taken: {}", name, one.getMessage());
            }
        }
        taken.first(key);
        return "taken " + understood + " of " + delivery.reports().size();
    }

    private static String mediaType(HttpServletRequest request) {
        String type = request.getContentType();
        int end = type == null ? -1 : type.indexOf(';');
        return type == null
                ? ""
                : (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** {@code null} if it is too large, or does not come. */
    private static byte @Nullable [] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            return null;
        }
        long start = System.nanoTime();
        byte[] body = new byte[CHUNK];
        int length = 0;
        try (InputStream in = request.getInputStream()) {
            for (int read; (read = in.read(body, length, body.length - length)) >= 0; ) {
                length += read;
                if (length > MOST_BYTES || System.nanoTime() - start > MOST_NANOS) {
                    return null;
                }
                if (length == body.length) {
                    body = Arrays.copyOf(body, Math.min(2 * length, MOST_BYTES + 1));
                }
            }
        }
        return Arrays.copyOf(body, length);
    }

    private void doubt(String name, HttpServletResponse response) throws IOException {
        refuse(response, HttpServletResponse.SC_UNAUTHORIZED, "unsigned", "not signed by who may tell this");
        if (doubted.add(name)) {
            LOG.warn("What comes to /in/{} is not signed as the settings say, or is too old; it is refused.", name);
        }
    }

    private void refuse(HttpServletResponse response, int status, String reason, String text) throws IOException {
        mql.counters().add("inbound.refused." + reason, 1);
        answer(response, status, text);
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
