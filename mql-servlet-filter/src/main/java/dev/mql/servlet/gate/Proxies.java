package dev.mql.servlet.gate;

import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import dev.mql.config.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, also where proxies stand between: only those that the shop names are believed. */
final class Proxies {
    private static final int MAX_HOPS = 16;

    private final List<Range> trusted;
    private final String header;

    private record Range(Network first, int bits) {}

    /** @throws ConfigException if a proxy is no address */
    Proxies(Config config) {
        header = config.get(Settings.PROXY_HEADER);
        trusted = new ArrayList<>();
        for (String text : config.get(Settings.TRUSTED_PROXIES)) {
            Range range = range(text);
            if (range == null) {
                throw new ConfigException(List.of(
                        config.refusal(Settings.TRUSTED_PROXIES, "must be addresses or networks such as 10.0.0.0/8")));
            }
            trusted.add(range);
        }
    }

    private static @Nullable Range range(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        Network first = Network.parse(address);
        boolean version4 = address.indexOf(':') < 0;
        int most = version4 ? 32 : 128;
        if (first == null || slash >= 0 && !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            return null;
        }
        int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        return bits > most ? null : new Range(first, version4 ? bits + 96 : bits);
    }

    /** {@link Network#prefix()} of the last address that no trusted proxy has; what stands before it anybody can write. */
    long prefix(HttpServletRequest request) {
        if (trusted.isEmpty()) {
            return Network.prefix(request.getRemoteAddr());
        }
        Network from = Network.parse(request.getRemoteAddr());
        if (from != null && isTrusted(from)) {
            List<String> hops = hops(request);
            for (int i = hops.size() - 1; i >= 0 && i >= hops.size() - MAX_HOPS; i--) {
                Network hop = Network.parse(hops.get(i));
                if (hop == null) {
                    break;
                }
                from = hop;
                if (!isTrusted(hop)) {
                    break;
                }
            }
        }
        return from == null ? 0 : from.prefix();
    }

    private boolean isTrusted(Network address) {
        for (Range range : trusted) {
            if (address.sharesPrefix(range.first(), range.bits())) {
                return true;
            }
        }
        return false;
    }

    /** In the order in which they were written: the nearest last. */
    private List<String> hops(HttpServletRequest request) {
        List<String> hops = new ArrayList<>();
        boolean forwarded = header.equals("Forwarded");
        for (String line : Collections.list(request.getHeaders(header))) {
            for (String hop : line.split(",", -1)) {
                hops.add(forwarded ? forOf(hop) : hop.strip());
            }
        }
        return hops;
    }

    /** {@code for="[2001:db8::17]:4711";proto=https}, RFC 7239. */
    private static String forOf(String element) {
        for (String pair : element.split(";", -1)) {
            String stripped = pair.strip();
            if (stripped.regionMatches(true, 0, "for=", 0, 4)) {
                return stripped.substring(4).replace("\"", "");
            }
        }
        return "";
    }
}
