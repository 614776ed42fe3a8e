package dev.mql.box;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Spring Boot 3.5 application as a WAR in Tomcat 10.1: Spring and the container both find MQL, and the starter sets it up. */
class BootWarTest extends BoxContract {
    @Override
    Box start(Path directory, Layout layout) throws IOException {
        List<String> shops = List.of(
                layout.bootWar("with", true).toString(),
                layout.bootWar("without", false).toString());
        return Box.start(directory, "/shop", "TomcatBox", layout.containerOf("tomcat-10.1"), shops);
    }
}
