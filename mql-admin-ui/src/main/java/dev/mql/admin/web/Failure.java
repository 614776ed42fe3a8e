package dev.mql.admin.web;

import java.util.Map;

/** An answer other than success. Its words are constant texts of ours: they never repeat what was sent. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String reason;
    private final String title;
    private final transient Map<String, String> headers;

    /**
     * @param reason a word for programs
     * @param title what happened, for people
     * @param detail what to do about it, for people
     */
    public Failure(int status, String reason, String title, String detail) {
        this(status, reason, title, detail, Map.of());
    }

    public Failure(int status, String reason, String title, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.reason = reason;
        this.title = title;
        this.headers = headers;
    }

    public static Failure notFound() {
        return new Failure(404, "not_found", "Not found", "There is nothing at this address.");
    }

    public static Failure badParameter() {
        return new Failure(
                400, "bad_parameter", "Bad request", "The address holds a parameter that is unknown or out of range.");
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, String> headers() {
        return headers;
    }
}
