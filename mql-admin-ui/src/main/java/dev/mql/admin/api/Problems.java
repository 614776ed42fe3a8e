package dev.mql.admin.api;

import dev.mql.admin.web.Failure;
import dev.mql.admin.web.Reply;

/** Failures as problem documents (RFC 9457). */
final class Problems {
    private Problems() {}

    static Reply of(Failure failure) {
        return Reply.of(
                failure.status(),
                "application/problem+json",
                JsonText.of(JsonText.object(
                        "type", "about:blank",
                        "title", failure.title(),
                        "status", failure.status(),
                        "reason", failure.reason(),
                        "detail", failure.detail())));
    }
}
