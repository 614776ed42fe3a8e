package dev.mql.box;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Puts the jars of a box and the classes of the shop where a container looks for them. */
final class Layout {
    private static final Path BOXES = Path.of("..", "boxes").toAbsolutePath().normalize();
    private static final Path CLASSES =
            Path.of("target", "classes", "dev", "mql", "box").toAbsolutePath();

    private final Path work;
    private final String properties;

    /** @param properties the text of mql.properties */
    Layout(Path work, String properties) {
        this.work = work;
        this.properties = properties;
    }

    /** The jars of a container or of a WAR. */
    static Path jars(String box) {
        Path jars = BOXES.resolve(box).resolve("target").resolve("lib");
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException(jars + " is missing; it is made by mvn verify -pl containers/contract -am");
        }
        return jars;
    }

    /** The shop twice as a web application: with nothing but the jars and mql.properties beside it, and without. */
    List<String> wars(String webXml) throws IOException {
        return List.of(
                war("with", true, webXml).toString(),
                war("without", false, webXml).toString());
    }

    /** One of the two. */
    Path war(String name, boolean mql, String webXml) throws IOException {
        Path war = work.resolve(name);
        Path classes = Files.createDirectories(war.resolve("WEB-INF").resolve("classes"));
        copy(
                CLASSES.resolve("shop"),
                classes.resolve("dev").resolve("mql").resolve("box").resolve("shop"));
        if (!webXml.isEmpty()) {
            Files.writeString(war.resolve("WEB-INF").resolve("web.xml"), webXml);
        }
        if (mql) {
            copy(jars("war"), war.resolve("WEB-INF").resolve("lib"));
            Files.writeString(classes.resolve("mql.properties"), properties);
        }
        return war;
    }

    /** A Spring Boot application as a WAR: its jars but for the container, and MQL switched on or off by Spring's properties. */
    Path bootWar(String name, boolean mql) throws IOException {
        Path war = war(name, false, WebXml.NONE);
        Path classes = war.resolve("WEB-INF").resolve("classes");
        copy(
                CLASSES.resolve("host"),
                classes.resolve("dev").resolve("mql").resolve("box").resolve("host"));
        Path lib = war.resolve("WEB-INF").resolve("lib");
        copy(jars("boot-3.5"), lib);
        try (Stream<Path> container =
                Files.list(lib).filter(jar -> jar.toString().contains("tomcat-embed"))) {
            for (Path jar : container.toList()) {
                Files.delete(jar);
            }
        }
        String spring = "spring.mvc.servlet.path = /spring\nspring.main.banner-mode = off\nlogging.level.root = warn\n";
        Files.writeString(
                classes.resolve("application.properties"), spring + (mql ? properties : "mql.enabled = false\n"));
        return war;
    }

    /** The class path of a container that is given the shop as a WAR. */
    List<String> containerOf(String box) throws IOException {
        Path host = work.resolve("host");
        copy(
                CLASSES.resolve("host"),
                host.resolve("dev").resolve("mql").resolve("box").resolve("host"));
        return List.of(host.toString(), jars(box) + "/*");
    }

    /** The class path of a program that holds container, shop and MQL in one. */
    List<String> flat(String... boxes) throws IOException {
        Path classes = work.resolve("classes");
        copy(CLASSES, classes.resolve("dev").resolve("mql").resolve("box"));
        Files.writeString(classes.resolve("mql.properties"), properties);
        List<String> path = new ArrayList<>(List.of(classes.toString()));
        for (String box : boxes) {
            path.add(jars(box) + "/*");
        }
        return path;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
