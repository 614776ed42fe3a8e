package dev.mql.handoff;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Posts to addresses that others chose, without being led astray: the name is resolved once, every address it has must be allowed,
 * and the connection goes to one of exactly these, whatever the name means a moment later. No redirects, no proxies, one limit in
 * time for the whole exchange, nothing read beyond the head of the answer. Thread-safe.
 */
final class Post implements AutoCloseable {
    static final int MAX_HEAD = 64 * 1024;
    private static final int MAX_ADDRESSES = 4;
    private static final int CONNECT_MILLIS = 2_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])(?: .*)?");

    /** Turns a name into all of its addresses. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Opens the connection itself. */
    @FunctionalInterface
    interface Dialer {
        void dial(Socket socket, InetSocketAddress to, int millis) throws IOException;
    }

    /**
     * What was answered.
     *
     * @param retryAfter the header as it came, or {@code null}
     */
    record Reply(int status, @Nullable String retryAfter) {}

    /** No answer; the message is a word for people, such as {@code address_not_public}. */
    static final class Failed extends IOException {
        private static final long serialVersionUID = 1;

        Failed(String word, @Nullable Throwable cause) {
            super(word, cause);
        }

        String word() {
            return String.valueOf(getMessage());
        }
    }

    private final boolean allowPrivate;
    private final Duration limit;
    private final Resolver resolver;
    private final Dialer dialer;
    private final SSLSocketFactory tls;
    private final ScheduledThreadPoolExecutor watch;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();

    Post(boolean allowPrivate) {
        this(allowPrivate, Duration.ofSeconds(5), InetAddress::getAllByName, Socket::connect, (SSLSocketFactory)
                SSLSocketFactory.getDefault());
    }

    Post(boolean allowPrivate, Duration limit, Resolver resolver, Dialer dialer, SSLSocketFactory tls) {
        this.allowPrivate = allowPrivate;
        this.limit = limit;
        this.resolver = resolver;
        this.dialer = dialer;
        this.tls = tls;
        this.watch = new ScheduledThreadPoolExecutor(1, run -> {
            Thread thread = new Thread(run, "mql-webhook-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
    }

    /**
     * Blocks for at most the limit, and for as long as the system takes to resolve a name.
     *
     * @param headers names and values of our own making, beside those that every request has
     * @throws Failed if there was no whole answer
     */
    Reply send(URI target, Map<String, String> headers, byte[] body) throws Failed {
        List<InetAddress> addresses = checked(target.getHost());
        Exchange exchange = new Exchange();
        ScheduledFuture<?> alarm = alarm(exchange);
        running.add(exchange);
        try {
            Socket socket = connect(exchange, target, addresses);
            socket.getOutputStream().write(request(target, headers, body));
            socket.getOutputStream().flush();
            return reply(new BufferedInputStream(socket.getInputStream()));
        } catch (Failed known) {
            throw exchange.expired() ? new Failed("timeout", known) : known;
        } catch (SSLException refused) {
            throw new Failed(exchange.expired() ? "timeout" : "tls_failed", refused);
        } catch (IOException lost) {
            throw new Failed(exchange.expired() ? "timeout" : "connection_lost", lost);
        } finally {
            alarm.cancel(false);
            running.remove(exchange);
            exchange.close();
        }
    }

    private ScheduledFuture<?> alarm(Exchange exchange) throws Failed {
        try {
            return watch.schedule(exchange::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            throw new Failed("stopping", closed);
        }
    }

    /** One forbidden address among many is enough to refuse them all: an honest name has none. */
    private List<InetAddress> checked(String host) throws Failed {
        InetAddress[] all;
        try {
            all = resolver.resolve(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        } catch (UnknownHostException unknown) {
            throw new Failed("unknown_host", unknown);
        }
        for (InetAddress address : all) {
            if (!Reach.may(address, allowPrivate)) {
                throw new Failed("address_not_public", null);
            }
        }
        return List.of(all).subList(0, Math.min(MAX_ADDRESSES, all.length));
    }

    private Socket connect(Exchange exchange, URI target, List<InetAddress> addresses) throws IOException {
        boolean secure = "https".equals(target.getScheme());
        int port = target.getPort() > 0 ? target.getPort() : secure ? 443 : 80;
        IOException last = new Failed("unknown_host", null);
        for (InetAddress address : addresses) {
            Socket plain = exchange.open();
            try {
                dialer.dial(plain, new InetSocketAddress(address, port), CONNECT_MILLIS);
            } catch (IOException unreachable) {
                last = new Failed("unreachable", unreachable);
                continue;
            }
            return secure ? secured(plain, target.getHost(), port) : plain;
        }
        throw last;
    }

    private Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (host.matches(".*[A-Za-z].*") && !host.startsWith("[")) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(URI target, Map<String, String> headers, byte[] body) {
        String path = target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        StringBuilder head = new StringBuilder(512);
        head.append("POST ").append(path);
        if (target.getRawQuery() != null) {
            head.append('?').append(target.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(target.getRawAuthority());
        head.append("\r\nUser-Agent: MQL\r\nAccept: */*\r\nConnection: close\r\nContent-Type: application/json");
        head.append("\r\nContent-Length: ").append(body.length);
        headers.forEach(
                (name, value) -> head.append("\r\n").append(name).append(": ").append(value));
        byte[] start = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = java.util.Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    /** The head of the final answer; its body says nothing that we would need. */
    private static Reply reply(InputStream in) throws IOException {
        int[] room = {MAX_HEAD};
        while (true) {
            Matcher status = STATUS.matcher(line(in, room));
            if (!status.matches()) {
                throw new Failed("no_http_answer", null);
            }
            int code = Integer.parseInt(status.group(1));
            String retryAfter = null;
            for (String header = line(in, room); !header.isEmpty(); header = line(in, room)) {
                if (header.regionMatches(true, 0, "retry-after:", 0, 12)) {
                    retryAfter = header.substring(12).strip();
                }
            }
            if (code >= 200) {
                return new Reply(code, retryAfter);
            }
        }
    }

    private static String line(InputStream in, int[] room) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new Failed("connection_lost", null);
            }
            if (--room[0] < 0) {
                throw new Failed("answer_too_large", null);
            }
            line.append((char) c);
        }
        room[0]--;
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    /** Ends the exchanges that run. */
    @Override
    public void close() {
        watch.shutdownNow();
        running.forEach(Exchange::expire);
    }

    /** The sockets of one exchange; when its time is over, whatever waits on them ends. */
    private static final class Exchange {
        private @Nullable Socket socket;
        private boolean expired;

        synchronized Socket open() throws IOException {
            close();
            if (expired) {
                throw new Failed("timeout", null);
            }
            Socket fresh = new Socket(Proxy.NO_PROXY);
            socket = fresh;
            return fresh;
        }

        synchronized void expire() {
            expired = true;
            close();
        }

        synchronized boolean expired() {
            return expired;
        }

        synchronized void close() {
            if (socket != null) {
                try {
                    socket.close();
                } catch (IOException alreadyGone) {
                    // Nothing is left to let go of.
                }
            }
        }
    }
}
