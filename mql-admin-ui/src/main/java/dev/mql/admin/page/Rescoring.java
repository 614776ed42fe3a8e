package dev.mql.admin.page;

import dev.mql.engine.Rescore;
import org.jspecify.annotations.Nullable;

/**
 * How far all leads are decided by a published model. Public because templates read it.
 *
 * @param done of {@code total}; never more
 * @param running whether it goes on
 */
public record Rescoring(String title, String text, long done, long total, boolean running) {

    /** What is shown while it goes on; {@code null} when there is nothing to wait for. */
    public static @Nullable Rescoring running(Rescore.Progress progress) {
        boolean nobody = progress.total() == 0 && progress.modelVersion() <= 1;
        return progress.finished() || nobody ? null : of(progress);
    }

    /** The progress in words. */
    public static Rescoring of(Rescore.Progress progress) {
        long done = Math.min(progress.done(), progress.total());
        String version = "version " + progress.modelVersion();
        if (progress.finished()) {
            return new Rescoring(
                    "All leads are scored by " + version + ".",
                    Show.plural(progress.done(), "lead") + " done.",
                    1,
                    1,
                    false);
        }
        return new Rescoring(
                "Leads are scored by " + version + ".",
                progress.startedAt() == 0
                        ? "It begins in a moment."
                        : Show.count(done) + " of " + Show.plural(progress.total(), "lead")
                                + " done. The order of the list and the stages of silent leads follow.",
                done,
                Math.max(1, progress.total()),
                true);
    }
}
