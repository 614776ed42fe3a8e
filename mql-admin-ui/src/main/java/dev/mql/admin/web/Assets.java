package dev.mql.admin.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The few files that pages load, read once from the class path; their address changes when any of them does. */
public final class Assets {
    private static final String FOLDER = "/dev/mql/admin/asset/";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml");

    private final Map<String, String> files = new TreeMap<>();
    private final String version;

    public Assets(List<String> names) {
        MessageDigest digest = sha256();
        for (String name : names) {
            String text = read(name);
            files.put(name, text);
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        version = HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    /** The folder of all files, below the site's root. */
    public String path() {
        return "/assets/" + version;
    }

    public Route route() {
        return Route.get("/assets/{version}/{name}", Set.of(), Set.of(), this::serve);
    }

    private Reply serve(Call call) {
        String text = files.get(call.path("name"));
        if (text == null || !call.path("version").equals(version)) {
            throw Failure.notFound();
        }
        String tag = '"' + version + '"';
        String type = TYPES.getOrDefault(
                call.path("name").substring(call.path("name").lastIndexOf('.') + 1), "application/octet-stream");
        boolean known = tag.equals(call.header("If-None-Match"));
        return new Reply(
                known ? 304 : 200,
                type,
                text,
                Map.of("ETag", tag, "Cache-Control", "public, max-age=31536000, immutable"),
                null);
    }

    private static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(FOLDER + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
