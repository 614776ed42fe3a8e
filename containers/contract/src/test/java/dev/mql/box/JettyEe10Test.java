package dev.mql.box;

import java.io.IOException;
import java.nio.file.Path;

/** A WAR without web.xml in Jetty 12.1, Jakarta EE 10. */
class JettyEe10Test extends BoxContract implements Transparent {
    @Override
    Box start(Path directory, Layout layout) throws IOException {
        return Box.start(directory, "", "JettyBox", layout.containerOf("jetty-ee10"), layout.wars(WebXml.NONE));
    }
}
