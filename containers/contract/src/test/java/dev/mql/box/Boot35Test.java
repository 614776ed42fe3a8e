package dev.mql.box;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Spring Boot 3.5 application with the starter. */
class Boot35Test extends BoxContract implements Transparent {
    @Override
    Box start(Path directory, Layout layout) throws IOException {
        return Box.start(directory, "/shop", "BootBox", layout.flat("boot-3.5"), List.of("with", "without"));
    }

    @Override
    boolean hasApplicationClasses() {
        return false;
    }
}
