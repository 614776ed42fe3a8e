package dev.mql.demo.page;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Serves style sheet, scripts and pictures from the class path, revalidated by a hash of their bytes. */
public final class AssetServlet extends HttpServlet {

    /** Small letters, digits and hyphens in at most two levels: nothing that could leave the folder. */
    private static final Pattern NAME = Pattern.compile("/([a-z0-9-]+/)?[a-z0-9-]+\\.(css|js|svg|png)");

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private static final class Asset {
        final byte[] bytes;
        final String tag;

        Asset(byte[] bytes) {
            this.bytes = bytes;
            this.tag = '"' + Integer.toHexString(Arrays.hashCode(bytes)) + '-' + bytes.length + '"';
        }
    }

    private final Map<String, Optional<Asset>> assets = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Pages that name no icon are given the shop's, as browsers ask for it.
        String name = request.getServletPath().equals("/favicon.ico") ? "/mark.svg" : request.getPathInfo();
        if (name == null || !NAME.matcher(name).matches()) {
            response.sendError(404);
            return;
        }
        Asset asset = assets.computeIfAbsent(name, AssetServlet::load).orElse(null);
        if (asset == null) {
            response.sendError(404);
            return;
        }
        Pages.secure(response, "default-src 'none'; style-src 'unsafe-inline'");
        response.setHeader("Cache-Control", "public, no-cache");
        response.setHeader("ETag", asset.tag);
        if (asset.tag.equals(request.getHeader("If-None-Match"))) {
            response.setStatus(304);
            return;
        }
        response.setContentType(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
        response.setContentLength(asset.bytes.length);
        response.getOutputStream().write(asset.bytes);
    }

    private static Optional<Asset> load(String name) {
        try (InputStream in = AssetServlet.class.getResourceAsStream("/dev/mql/demo/assets" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            return Optional.of(new Asset(in.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the demo's own file " + name, e);
        }
    }
}
