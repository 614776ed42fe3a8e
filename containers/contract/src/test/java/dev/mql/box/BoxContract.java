package dev.mql.box;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mql.testkit.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One box, started once; at last it has to end without leaving anything behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class BoxContract implements Observed, Posted, Transparent {
    private static final RedisProcess REDIS = RedisProcess.start();

    @TempDir
    static Path work;

    private Box box;

    /** Starts the container. */
    abstract Box start(Path directory, Layout layout) throws IOException;

    @BeforeAll
    void startOnce() throws IOException {
        box = start(work, new Layout(work, Settings.text(REDIS.url())));
    }

    @AfterAll
    void end() {
        if (box != null) {
            box.close();
        }
    }

    @Override
    public Box box() {
        return box;
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void endsWithoutThreadsOrClassesLeftBehind() throws IOException, InterruptedException {
        int before = box.log().length();
        box.stop();

        assertThat(box.line("threads ")).doesNotContainIgnoringCase("mql").doesNotContain("pool-evictor", "edis");
        assertThat(box.line("classes ")).isEqualTo(hasApplicationClasses() ? "gone" : "stay");
        assertThat(box.exit()).isZero();
        assertThat(box.log().substring(before)).doesNotContain("memory leak", "failed to", "Exception");
    }

    /** Whether the container gives the application a class loader of its own. */
    boolean hasApplicationClasses() {
        return true;
    }
}
