package dev.mql.nurture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.Mql;
import dev.mql.MqlException;
import dev.mql.config.Config;
import dev.mql.config.ConfigException;
import jakarta.servlet.ServletContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrationTest {
    @TempDir
    Path folder;

    /** What a web application that starts gets thrown. */
    private @Nullable Throwable whileStarting(Consumer<ServletContext> does) throws LifecycleException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        context.addServletContainerInitializer(
                (classes, servlets) -> {
                    try {
                        does.accept(servlets);
                    } catch (RuntimeException e) {
                        thrown.set(e);
                    }
                },
                Set.of());
        tomcat.start();
        tomcat.stop();
        tomcat.destroy();
        return thrown.get();
    }

    private @Nullable Throwable registering(Map<String, String> settings) throws LifecycleException {
        try (Mql mql = Mql.builder().config(Config.of(settings)).build()) {
            return whileStarting(servlets -> {
                servlets.setAttribute(Mql.ATTRIBUTE, mql);
                MqlNurture.register(servlets);
            });
        }
    }

    @Test
    void withoutAnMqlItSaysWhatToDo() throws Exception {
        assertThat(whileStarting(MqlNurture::register))
                .isInstanceOf(MqlException.class)
                .hasMessageContaining("context.setAttribute(Mql.ATTRIBUTE, Mql.builder().build())");
    }

    @Test
    void wrongSettingsAreNamedTogetherAndThePasswordIsNot() throws Exception {
        assertThat(registering(Map.of(
                        "mql.mail.from", "nobody",
                        "mql.smtp.url", "smtp://user:top-secret@mail.example?starttls=perhaps",
                        "mql.cart.restore", "add it")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.mail.from = nobody")
                .hasMessageContaining("mql.smtp.url")
                .hasMessageContaining("starttls=off")
                .hasMessageContaining("mql.cart.restore = add it")
                .hasMessageContaining("productId={id}")
                .hasMessageNotContaining("top-secret");
    }

    @Test
    void brokenLayoutStopsTheStartWithFileAndLine() throws Exception {
        Path layouts = Files.createDirectory(folder.resolve("layouts"));
        Files.writeString(
                layouts.resolve("mail.html"), "<!DOCTYPE html>\n<html>\n<body><script>alert(1)</script></body></html>");

        assertThat(registering(Map.of("mql.mail.templates", layouts.toString())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mql.mail.templates = ")
                .hasMessageContaining("mail.html, line 3: <script> is not allowed in a mail");
    }

    @Test
    void twiceInOneApplicationIsAMistake() throws Exception {
        try (Mql mql = Mql.builder().config(Config.of(Map.of())).build()) {
            assertThat(whileStarting(servlets -> {
                        servlets.setAttribute(Mql.ATTRIBUTE, mql);
                        MqlNurture.register(servlets);
                        MqlNurture.register(servlets);
                    }))
                    .hasMessageContaining("called twice");
        }
    }

    @Test
    void switchedOffItServesNothing() throws Exception {
        try (Mql mql =
                Mql.builder().config(Config.of(Map.of("mql.enabled", "false"))).build()) {
            AtomicReference<Integer> servlets = new AtomicReference<>();
            assertThat(whileStarting(context -> {
                        context.setAttribute(Mql.ATTRIBUTE, mql);
                        MqlNurture.register(context);
                        servlets.set(context.getServletRegistrations().size());
                    }))
                    .isNull();
            assertThat(servlets).hasValue(0);
        }
    }
}
