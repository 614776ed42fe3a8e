package dev.mql.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.config.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The beacon in a real Firefox. Not one of the tests that always run, since not everybody has one: see CONTRIBUTING.md. */
class FirefoxCheck {
    @TempDir
    Path files;

    @Test
    void behavesInFirefox() throws Exception {
        Script script = BeaconScript.of("/mql/", Consent.of(Config.of(Map.of("mql.consent", "off"))));
        Path served = Files.write(files.resolve("beacon.js"), script.bytes());
        ProcessBuilder builder = new ProcessBuilder("node", "--experimental-websocket", "src/test/js/firefox.mjs");
        builder.environment().put("MQL_BEACON", served.toString());
        builder.environment().put("MQL_BEACON_DEBUG", "src/main/resources/dev/mql/servlet/beacon-debug.js");
        Path said = files.resolve("said.txt");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(said, StandardCharsets.UTF_8))
                    .isZero();
        } finally {
            process.destroy();
        }
    }
}
