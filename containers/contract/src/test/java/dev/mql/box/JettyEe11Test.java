package dev.mql.box;

import java.io.IOException;
import java.nio.file.Path;

/** A WAR in Jetty 12.1, Jakarta EE 11, without its module for annotations. */
class JettyEe11Test extends BoxContract implements Transparent {
    @Override
    Box start(Path directory, Layout layout) throws IOException {
        return Box.start(
                directory, "/shop", "JettyBox", layout.containerOf("jetty-ee11"), layout.wars(WebXml.WITH_ERROR_PAGES));
    }
}
