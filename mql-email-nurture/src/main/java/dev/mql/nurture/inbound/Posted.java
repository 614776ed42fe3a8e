package dev.mql.nurture.inbound;

import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request as it came. Its body must not be changed. */
final class Posted {
    static final long WINDOW_SECONDS = 300;

    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");

    private final Map<String, String> headers;
    private final String mediaType;
    private final byte[] body;
    private final long now;

    /**
     * @param headers those that the provider asked for, by name
     * @param mediaType such as {@code application/json}, in lower case
     * @param now milliseconds since 1970 UTC
     */
    Posted(Map<String, String> headers, String mediaType, byte[] body, long now) {
        this.headers = headers;
        this.mediaType = mediaType;
        this.body = body;
        this.now = now;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String mediaType() {
        return mediaType;
    }

    byte[] body() {
        return body;
    }

    /** Whether an instant in seconds since 1970 UTC is now, give or take five minutes. */
    boolean isNow(@Nullable String seconds) {
        return seconds != null
                && SECONDS.matcher(seconds).matches()
                && Math.abs(now / 1_000 - Long.parseLong(seconds)) <= WINDOW_SECONDS;
    }

    /** Names the body. */
    String digest() {
        return HexFormat.of().formatHex(Once.sha256(body));
    }
}
