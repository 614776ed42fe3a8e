package dev.mql.benchmarks;

import dev.mql.Mql;
import dev.mql.config.Config;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Bytes of {@code beacon.js} as a shop serves it: plain, by gzip at its best level, and by brotli at its best. */
final class BeaconBench implements Benchmark {
    /** Brotli is not in the JDK; Node.js has it. */
    private static final List<String> BROTLI = List.of(
            "node",
            "-e",
            "const z=require('zlib'),b=require('fs').readFileSync(0);"
                    + "console.log(z.brotliCompressSync(b,{params:{[z.constants.BROTLI_PARAM_QUALITY]:11,"
                    + "[z.constants.BROTLI_PARAM_SIZE_HINT]:b.length}}).length)");

    @Override
    public List<Figure> run() throws Exception {
        byte[] script = served();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.lower("beacon.raw.bytes", script.length, "B"));
        figures.add(Figure.lower("beacon.gzip.bytes", gzip(script), "B"));
        try {
            figures.add(Figure.lower("beacon.brotli.bytes", brotli(script), "B").goal(1_500));
        } catch (IOException missing) {
            System.err.println("beacon.brotli.bytes is left out: it takes Node.js (node) on the PATH.");
        }
        return figures;
    }

    private static byte[] served() throws Exception {
        try (Mql mql = Mql.builder().config(Config.of(Map.of())).build();
                RealShop shop = new RealShop(mql)) {
            URI script = URI.create("http://127.0.0.1:" + shop.port() + "/mql/beacon.js");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(script).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private static int gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            out.write(bytes);
        }
        return packed.size();
    }

    private static int brotli(byte[] bytes) throws IOException {
        Process node = new ProcessBuilder(BROTLI)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = node.getOutputStream()) {
            in.write(bytes);
        }
        return Integer.parseInt(new String(node.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
}
