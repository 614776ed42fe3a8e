package dev.mql.box;

import java.io.IOException;
import java.nio.file.Path;

/** A WAR in Tomcat 11 whose web.xml has error pages. */
class Tomcat11Test extends BoxContract {
    @Override
    Box start(Path directory, Layout layout) throws IOException {
        return Box.start(
                directory, "", "TomcatBox", layout.containerOf("tomcat-11"), layout.wars(WebXml.WITH_ERROR_PAGES));
    }
}
