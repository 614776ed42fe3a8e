package dev.mql.box;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Spring Boot 4.1 application with the starter. */
class Boot41Test extends BoxContract implements Transparent {
    @Override
    Box start(Path directory, Layout layout) throws IOException {
        return Box.start(directory, "", "BootBox", layout.flat("boot-4.1"), List.of("with", "without"));
    }

    @Override
    boolean hasApplicationClasses() {
        return false;
    }
}
