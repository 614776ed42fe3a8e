package dev.mql.servlet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code beacon.js} with the shop's settings, as small as it gets. */
final class BeaconScript {
    /** Tried until nothing got smaller by brotli; any other order is as right. */
    private static final String LETTERS = "mjgfqpstrdoYaicZBXlwQxD_uekSyUzWvnEOCPNJRHILKFhbAVGMT";

    private static final Pattern ALLOWED = Pattern.compile("MQL_ALLOWED\\((\\w+)\\)");

    private BeaconScript() {}

    /** @param base the path under which we answer, with a slash at its end */
    static Script of(String base, Consent consent) {
        // Settings are checked at the start: they hold neither quotes nor backslashes nor line ends.
        String script = ScriptSqueezer.squeeze(Script.source("beacon.js"), LETTERS)
                .replace("MQL_BASE", base)
                .replace("MQL_YES", consent.yes())
                .replace("MQL_NO", consent.no());
        return new Script(
                ALLOWED.matcher(script).replaceAll(type -> Matcher.quoteReplacement(consent.script(type.group(1)))));
    }
}
