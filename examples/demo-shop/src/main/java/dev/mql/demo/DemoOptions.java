package dev.mql.demo;

import dev.mql.demo.shop.ConsentMode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the demo is to run.
 *
 * @param port of the shop on loopback; 0 takes a free one
 * @param realTime whether the delays of production hold instead of the short ones of the demo
 * @param help whether only the help text is wanted
 */
public record DemoOptions(int port, ConsentMode consent, boolean realTime, boolean help) {

    private static final int DEFAULT_PORT = 8080;

    /** Options nobody can follow; the message says which, and what is allowed. */
    public static final class Wrong extends Exception {
        Wrong(String message) {
            super(message);
        }
    }

    /** A free port, short delays, tracking until someone objects. */
    public static DemoOptions forTests() {
        return new DemoOptions(0, ConsentMode.OPT_OUT, false, false);
    }

    /** Reads a command line; an option there wins over {@code MQL_DEMO_PORT} of the environment. */
    public static DemoOptions parse(List<String> arguments, Map<String, String> environment) throws Wrong {
        int port = DEFAULT_PORT;
        String ofEnvironment = environment.getOrDefault("MQL_DEMO_PORT", "");
        if (!ofEnvironment.isEmpty()) {
            port = port("MQL_DEMO_PORT", ofEnvironment);
        }
        ConsentMode consent = ConsentMode.OPT_OUT;
        boolean realTime = false;
        boolean help = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            int equals = argument.indexOf('=');
            boolean joined = argument.startsWith("--") && equals > 0;
            String name = joined ? argument.substring(0, equals) : argument;
            Optional<String> value = joined ? Optional.of(argument.substring(equals + 1)) : Optional.empty();
            switch (name) {
                case "--port" -> port = port(name, value(name, value, rest));
                case "--consent" -> {
                    String word = value(name, value, rest);
                    consent = ConsentMode.of(word)
                            .orElseThrow(
                                    () -> new Wrong("--consent takes required, opt-out or off, not '" + word + "'"));
                }
                case "--real-time" -> realTime = flag(name, value);
                case "--help", "-h" -> help = flag(name, value);
                default -> throw new Wrong("Unknown option '" + argument + "'");
            }
        }
        return new DemoOptions(port, consent, realTime, help);
    }

    private static boolean flag(String name, Optional<String> value) throws Wrong {
        if (value.isPresent()) {
            throw new Wrong(name + " takes no value");
        }
        return true;
    }

    private static String value(String name, Optional<String> joined, Iterator<String> rest) throws Wrong {
        if (joined.isPresent()) {
            return joined.get();
        }
        if (!rest.hasNext()) {
            throw new Wrong(name + " needs a value");
        }
        return rest.next();
    }

    private static int port(String name, String text) throws Wrong {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number that is out of range.
        }
        throw new Wrong(name + " takes a port from 0 (any free one) to 65535, not '" + text + "'");
    }
}
