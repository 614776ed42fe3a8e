package dev.mql.servlet.gate;

import dev.mql.event.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Programs that will never buy, known by what they say of themselves in {@code User-Agent}. What was decided of an agent is remembered
 * in bounded room, so that a usual one costs a comparison of two texts. Thread-safe.
 */
final class Agents {
    private static final String WORDS = "agents.txt";
    private static final int PERSON = 0;
    private static final int HEADLESS = 1;
    private static final int AGENT = 2;
    private static final int REMEMBERED = 512;
    /** Characters of an agent that are looked at. */
    private static final int MOST = 512;

    private final WordMachine words = new WordMachine(read());
    private final WordMachine allowed;
    private final AtomicReferenceArray<@Nullable Known> known = new AtomicReferenceArray<>(REMEMBERED);

    /** What an agent turned out to be. */
    record Known(String agent, @Nullable Refusal refusal, boolean welcome) {}

    /** @param welcome words in lower case; an agent with one of them is taken whatever else it says */
    Agents(List<String> welcome) {
        Map<String, Integer> all = new HashMap<>();
        welcome.forEach(word -> all.put(word, AGENT));
        allowed = new WordMachine(all);
    }

    private static Map<String, Integer> read() {
        Map<String, Integer> all = new HashMap<>();
        try (InputStream in = Agents.class.getResourceAsStream(WORDS)) {
            if (in == null) {
                throw new IllegalStateException(WORDS + " is missing in the jar");
            }
            int kind = PERSON;
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                switch (line) {
                    case "[person]" -> kind = PERSON;
                    case "[headless]" -> kind = HEADLESS;
                    case "[agent]" -> kind = AGENT;
                    default -> {
                        if (!line.isEmpty() && !line.startsWith("#")) {
                            all.put(line, kind);
                        }
                    }
                }
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Known known(String agent) {
        int length = agent.length();
        // The ends of agents differ, and a few places in the middle; a hash of the whole would cost more than all else
        // here.
        int hash = length;
        for (int i = length - 1; i >= 0 && i >= length - 8; i--) {
            hash = 31 * hash + agent.charAt(i);
        }
        for (int i = length / 8; i < length - 8; i += 9) {
            hash = 31 * hash + agent.charAt(i);
        }
        int slot = (hash ^ hash >>> 16) & REMEMBERED - 1;
        Known before = known.get(slot);
        if (before != null && before.agent.equals(agent)) {
            return before;
        }
        Known now = decided(agent);
        if (length <= MOST) {
            known.set(slot, now);
        }
        return now;
    }

    private Known decided(String agent) {
        if (allowed.find(agent, MOST) > 0) {
            return new Known(agent, null, true);
        }
        int kind = words.find(agent, MOST);
        return new Known(agent, kind == PERSON ? null : kind == AGENT ? Refusal.BOT_AGENT : Refusal.HEADLESS, false);
    }
}
