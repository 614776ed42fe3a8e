package dev.mql.box;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A WAR in Tomcat 11 whose web.xml is metadata-complete and has error pages. */
class Tomcat11Test extends BoxContract implements Transparent {
    @Override
    Box start(Path directory, Layout layout) throws IOException {
        List<String> shops = List.of(
                layout.war("with", true, WebXml.complete(true)).toString(),
                layout.war("without", false, WebXml.complete(false)).toString());
        return Box.start(directory, "", "TomcatBox", layout.containerOf("tomcat-11"), shops);
    }
}
