package dev.mql.servlet.beacon;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address of the web that somebody clicked on, without what stands behind its path.
 *
 * @param host in small letters, without port
 * @param path begins with a slash
 */
record Link(String scheme, String host, String path) {
    private static final Set<String> FILES = Set.of(
            "pdf", "doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "key", "epub",
            "zip", "rar", "7z", "gz", "tar", "exe", "msi", "dmg", "pkg", "apk", "deb", "jar", "dwg", "dxf", "stp",
            "step", "stl", "iges", "mp3", "wav", "mp4", "mov", "avi", "wmv", "mpg", "mpeg", "webm", "ics", "vcf");

    /** By the last two labels of a host, or by the last but one where that is enough. */
    private static final Map<String, String> NETWORKS = Map.ofEntries(
            entry("facebook", "facebook"),
            entry("instagram", "instagram"),
            entry("linkedin", "linkedin"),
            entry("twitter", "x"),
            entry("x.com", "x"),
            entry("youtube", "youtube"),
            entry("youtu.be", "youtube"),
            entry("pinterest", "pinterest"),
            entry("tiktok", "tiktok"),
            entry("xing", "xing"),
            entry("whatsapp", "whatsapp"),
            entry("wa.me", "whatsapp"),
            entry("telegram", "telegram"),
            entry("t.me", "telegram"),
            entry("reddit", "reddit"),
            entry("threads.net", "threads"),
            entry("threads.com", "threads"),
            entry("bsky.app", "bluesky"),
            entry("mastodon", "mastodon"),
            entry("snapchat", "snapchat"),
            entry("tumblr", "tumblr"),
            entry("vk.com", "vk"));

    /** @return {@code null} if it is no address of the web */
    static @Nullable Link parse(String url) {
        int begin = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : 0;
        if (begin == 0) {
            return null;
        }
        int end = begin;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String host =
                url.substring(url.lastIndexOf('@', end - 1) >= begin ? url.lastIndexOf('@', end - 1) + 1 : begin, end);
        int port = host.lastIndexOf(':');
        if (port > host.lastIndexOf(']')) {
            host = host.substring(0, port);
        }
        int close = end;
        while (close < url.length() && "?#".indexOf(url.charAt(close)) < 0) {
            close++;
        }
        String path = end < close && url.charAt(end) == '/' ? url.substring(end, close) : "/";
        return host.isEmpty() ? null : new Link(url.substring(0, begin), host.toLowerCase(Locale.ROOT), path);
    }

    /** The social network behind it, by the name in its host; {@code null} if it is none that we know. */
    @Nullable
    String network() {
        String[] labels = host.split("\\.", -1);
        if (labels.length < 2) {
            return null;
        }
        String name = labels[labels.length - 2];
        String network = NETWORKS.get(name);
        return network != null ? network : NETWORKS.get(name + '.' + labels[labels.length - 1]);
    }

    /** The last part of the path. */
    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** What the file name ends with, in small letters, if that is a kind of file that people download; else {@code null}. */
    @Nullable
    String fileExtension() {
        String name = fileName();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return FILES.contains(extension) && extension.length() < name.length() ? extension : null;
    }

    /** Scheme, host and path. */
    String address() {
        return scheme + host + path;
    }
}
