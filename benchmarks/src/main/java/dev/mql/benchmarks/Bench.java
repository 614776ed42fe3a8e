package dev.mql.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs benchmarks by name, all where none is named. */
public final class Bench {
    private static final List<String> NAMES =
            List.of("filter", "load", "ingest", "store", "memory", "scoring", "beacon", "mail");

    private Bench() {}

    /** @param args the directory for the JSON files, then names */
    public static void main(String[] args) throws Exception {
        List<String> names = List.of(args).subList(1, args.length);
        for (String name : names) {
            if (!NAMES.contains(name)) {
                System.err.println(
                        "bin/bench: no benchmark is called '" + name + "'; there are: " + String.join(", ", NAMES));
                System.exit(2);
            }
        }
        Report report = new Report(Path.of(args[0]), Machine.here(), System.out);
        report.header();
        for (String name : names.isEmpty() ? NAMES : names) {
            report.add(name, benchmark(name).run());
        }
        System.exit(0); // an idle pool of some library must not keep the process
    }

    private static Benchmark benchmark(String name) {
        return switch (name) {
            case "filter" -> new FilterBench();
            case "load" -> new LoadBench();
            case "ingest" -> new IngestBench();
            case "store" -> new StoreBench();
            case "memory" -> new MemoryBench();
            case "scoring" -> new ScoringBench();
            case "mail" ->
                () -> {
                    List<Figure> all = new ArrayList<>(new MailBench().run());
                    all.addAll(new MailingBench().run());
                    all.addAll(MailRenderBench.figures());
                    all.addAll(new WakeBench().run());
                    return all;
                };
            default -> new BeaconBench();
        };
    }
}
