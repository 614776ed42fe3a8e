package dev.mql.box;

import java.io.IOException;
import java.nio.file.Path;

/** A WAR without web.xml in Tomcat 10.1. */
class Tomcat101Test extends BoxContract implements Transparent {
    @Override
    Box start(Path directory, Layout layout) throws IOException {
        return Box.start(directory, "/shop", "TomcatBox", layout.containerOf("tomcat-10.1"), layout.wars(WebXml.NONE));
    }
}
