package dev.mql.servlet;

import dev.mql.config.Config;
import dev.mql.config.Settings;
import dev.mql.event.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whose requests count: those of people, in numbers that people make. Thread-safe; waits for nothing. */
final class Gate {
    private final List<String> refused;
    private final Agents agents;

    Gate(Config config) {
        refused = config.get(Settings.BOTS_REFUSE);
        agents = new Agents(config.get(Settings.BOTS_ALLOW).stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList());
    }

    /** Why a request is a machine's, by what it says of itself; {@code null} if nothing speaks against a person. */
    @Nullable
    Refusal machine(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        if (agent == null) {
            return null;
        }
        Agents.Known known = agents.known(agent);
        Refusal refusal = known.refusal();
        if (refusal == null && !known.welcome()) {
            String brands = request.getHeader("Sec-CH-UA");
            refusal = brands != null && brands.contains("Headless") ? Refusal.HEADLESS : null;
        }
        return refusal != null && refused.contains(refusal.word()) ? refusal : null;
    }
}
