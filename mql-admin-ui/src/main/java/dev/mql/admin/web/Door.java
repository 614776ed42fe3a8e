package dev.mql.admin.web;

import org.jspecify.annotations.Nullable;

/** Stands before the routes of a site: lets in, sends away, and says so in the site's own form. Called by many threads. */
public interface Door {

    /** Whether the site exists at all; a closed one answers 404 to everything. */
    boolean open();

    /**
     * Finds out who is asking ({@link Call#enter}) and whether they may.
     *
     * @return the answer that sends them away, or {@code null} to let them in
     */
    @Nullable
    Reply refuse(Call call);

    /** A failure in the site's own form: a page, a problem document. */
    Reply tell(Failure failure, String base);
}
