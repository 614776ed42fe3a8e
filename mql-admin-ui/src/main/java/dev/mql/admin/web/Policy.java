package dev.mql.admin.web;

/** What a browser may do with a response (Content Security Policy). */
public final class Policy {
    static final String HEADER = "Content-Security-Policy";

    /** Of every response that does not say otherwise. */
    static final String USUAL = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self';"
            + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /** A mail as its reader sees it: pictures and styles, and nothing that acts; it can not even leave its frame. */
    private static final String MAIL = "default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    private Policy() {}

    /** A page that shows other pages of ours in frames. */
    public static Reply framing(Reply page) {
        return page.with(HEADER, USUAL + "; frame-src 'self'");
    }

    /** HTML that others had a hand in, to be shown within a page of ours only. */
    public static Reply framed(String html) {
        return Reply.html(200, html).with(HEADER, MAIL).with("X-Frame-Options", "SAMEORIGIN");
    }
}
