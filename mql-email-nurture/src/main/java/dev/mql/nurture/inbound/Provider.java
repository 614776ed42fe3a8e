package dev.mql.nurture.inbound;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who delivers our mails and tells what became of them, in a form of their own. Thread-safe; blocks not. */
interface Provider {

    /** Headers without which nothing is believed: where one is missing, not even the body is read. */
    List<String> proofs();

    /** Whether a body of this media type is read at all. */
    boolean reads(String mediaType);

    /**
     * Reads what was posted.
     *
     * @return {@code null} if it is not proven who says this, or when
     * @throws dev.mql.event.Refused if it is proven and makes no sense
     */
    @Nullable
    Delivery read(Posted posted);

    /**
     * What a provider tells at once.
     *
     * @param key the same for the same delivery, however it is signed again; who changes anything in it has to prove it again
     * @param reports in their order; what we do not know is {@link Report#NOTHING}
     */
    record Delivery(String key, List<Report> reports) {}
}
