package dev.mql.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a compiled front can do that knows nothing of leads: nginx with Lua, which for each event of a request adds one to the visitor's
 * count in Redis, and answers when that is done. It comes from the system ({@code apt-get install nginx-core libnginx-mod-http-lua
 * lua-nginx-redis} in Debian) and is left out where it is not installed.
 */
final class LuaFront implements AutoCloseable {
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final Path MODULES = Path.of("/usr/lib/nginx/modules");
    private static final Path CLIENT = Path.of("/usr/share/lua/5.1/nginx/redis.lua");
    private static final int TRIES = 200;

    private final Path files;
    private final Process nginx;
    private final int port;

    private LuaFront(Path files, Process nginx, int port) {
        this.files = files;
        this.nginx = nginx;
        this.port = port;
    }

    /** @return {@code null} where it is not installed */
    static @Nullable LuaFront start(RedisLab redis) throws IOException, InterruptedException {
        if (!Stream.of(NGINX, MODULES.resolve("ngx_http_lua_module.so"), CLIENT).allMatch(Files::isReadable)) {
            return null;
        }
        Path files = Files.createTempDirectory("mql-bench-nginx");
        int port = freePort();
        Path config = Files.writeString(files.resolve("nginx.conf"), config(files, port, redis));
        Process nginx = new ProcessBuilder(NGINX.toString(), "-c", config.toString(), "-p", files.toString())
                .redirectErrorStream(true)
                .redirectOutput(files.resolve("log").toFile())
                .start();
        LuaFront front = new LuaFront(files, nginx, port);
        for (int i = 0; i < TRIES; i++) {
            if (answers(port)) {
                return front;
            }
            Thread.sleep(50);
        }
        front.close();
        return null;
    }

    private static boolean answers(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static String config(Path files, int port, RedisLab redis) {
        return """
                load_module %1$s/ndk_http_module.so;
                load_module %1$s/ngx_http_lua_module.so;
                daemon off;
                worker_processes 1;
                pid %2$s/pid;
                error_log %2$s/error.log;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path %2$s; proxy_temp_path %2$s; fastcgi_temp_path %2$s;
                  uwsgi_temp_path %2$s; scgi_temp_path %2$s;
                  lua_package_path "/usr/share/lua/5.1/?.lua;;";
                  keepalive_requests 100000000;
                  server {
                    listen 127.0.0.1:%3$d;
                    client_body_buffer_size 64k;
                    location / { content_by_lua_block {
                      ngx.req.read_body()
                      local _, events = ngx.req.get_body_data():gsub('"type"', '')
                      local redis = require("nginx.redis"):new()
                      redis:connect("127.0.0.1", %4$d)
                      if redis:get_reused_times() == 0 then redis:auth("%5$s") end
                      local done = redis:incrby("front:" .. (ngx.var.cookie_mql_vid or ""), events)
                      redis:set_keepalive(10000, 64)
                      ngx.status = done and 204 or 500
                    } }
                  }
                }
                """.formatted(MODULES, files, port, redis.port(), redis.password());
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        nginx.destroy();
        nginx.onExit().join();
        try (Stream<Path> all = Files.walk(files)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
