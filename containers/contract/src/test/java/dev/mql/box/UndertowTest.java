package dev.mql.box;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A program with Undertow 2.3 in it that registers MQL. */
class UndertowTest extends BoxContract implements Transparent {
    @Override
    Box start(Path directory, Layout layout) throws IOException {
        return Box.start(directory, "/shop", "UndertowBox", layout.flat("undertow", "war"), List.of("with", "without"));
    }

    @Override
    boolean hasApplicationClasses() {
        return false;
    }
}
