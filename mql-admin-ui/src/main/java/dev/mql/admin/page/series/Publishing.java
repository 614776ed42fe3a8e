package dev.mql.admin.page.series;

import dev.mql.admin.page.Show;
import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.nurture.series.Playbook;
import dev.mql.nurture.series.Playbooks;
import java.util.Optional;

/** Publishes drafts under the name of the one who asks. For one request. */
final class Publishing {
    /** Which parameter tells from which version a form was made. */
    static final String VERSION = "version";

    private final Playbooks playbooks;
    private final Call call;
    private final int version;

    /** @throws Failure if the form does not say from which version it was made */
    Publishing(Playbooks playbooks, Call call) {
        this.playbooks = playbooks;
        this.call = call;
        String text = call.parameter(VERSION);
        if (!text.matches("[0-9]{1,9}")) {
            throw Failure.badParameter();
        }
        this.version = Integer.parseInt(text);
        if (playbooks.current().version() < version) {
            playbooks.refresh(); // published on another node a moment ago
        }
    }

    /** Whether somebody else has published since the form was made. */
    boolean late() {
        return playbooks.current().version() != version;
    }

    /**
     * @param otherwise the note of who leaves that empty
     * @return whether it is published; not if somebody else was faster
     */
    boolean publish(Playbook draft, String otherwise) {
        String note = call.parameter("note").strip();
        String why = note.isEmpty() ? otherwise : note;
        Optional<Playbook> published = playbooks.publish(
                draft, version, call.user().name(), why.length() <= 500 ? why : why.substring(0, 500));
        return published.isPresent();
    }

    /** What the one is told who was slower. */
    static Notice conflict(Playbook current, Show show) {
        return new Notice(
                true,
                "Not published: " + current.author() + " has published version " + current.version() + " meanwhile, "
                        + show.when(current.publishedAt()).relative() + ".",
                "Nothing was overwritten. Look at what is in force now, and decide again.");
    }
}
