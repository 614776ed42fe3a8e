package dev.mql.nurture.inbound;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says became of a mail.
 *
 * @param status the code of RFC 3463 such as {@code 5.1.1}, or {@code null} where none was given
 * @param word why, one of ours; never what the stranger wrote
 * @param tokens return tokens that may name the mail, the best first; few
 * @param address whom it is about, in normal form, only if a provider signed it; else {@code null}
 */
record Report(
        Kind kind,
        @Nullable String status,
        String word,
        List<String> tokens,
        @Nullable String address) {

    enum Kind {
        /** Nobody gets mail there, nor will. */
        BOUNCE_HARD,
        /** Given up for now: full, away, too large, or nobody can say. */
        BOUNCE_SOFT,
        /** Refused because of our host, sender or content: no fault of the receiver. */
        BOUNCE_POLICY,
        /** Not there yet; the server goes on trying. */
        DELAYED,
        /** The reader called it spam. */
        COMPLAINT,
        /** A program answered for the reader. */
        AUTO_REPLY,
        /** None of these. */
        NONE;

        /** In counters and answers. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Report NOTHING = of(Kind.NONE, "not_understood", List.of());

    Report {
        tokens = List.copyOf(tokens);
    }

    static Report of(Kind kind, String word, List<String> tokens) {
        return new Report(kind, null, word, tokens, null);
    }

    static Report of(Verdict verdict, List<String> tokens) {
        return new Report(verdict.kind(), verdict.status(), verdict.word(), tokens, null);
    }

    Report about(@Nullable String signedAddress) {
        return new Report(kind, status, word, tokens, signedAddress);
    }

    /** Without address and tokens. */
    @Override
    public String toString() {
        return "Report[" + kind.word() + (status == null ? "" : " " + status) + " " + word + "]";
    }
}
