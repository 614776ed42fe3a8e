package dev.mql.servlet;

import jakarta.servlet.http.HttpServletRequest;

/** Programs that read the shop but will never buy: known by their own word in {@code User-Agent}. */
final class Bots {
    private static final String[] WORDS = {
        "bot", "crawl", "spider", "slurp", "facebookexternalhit", "mediapartners", "lighthouse", "pingdom", "uptime"
    };
    private static final String STARTS = "bcsfmlpu";
    /** Telephones of this maker end in the word. */
    private static final String CUBOT = "cubot";

    private Bots() {}

    static boolean is(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        if (agent == null) {
            return false;
        }
        for (int i = 0; i < agent.length(); i++) {
            if (STARTS.indexOf(agent.charAt(i) | 0x20) >= 0) {
                for (String word : WORDS) {
                    if (agent.regionMatches(true, i, word, 0, word.length())
                            && !(i >= 2 && agent.regionMatches(true, i - 2, CUBOT, 0, CUBOT.length()))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
