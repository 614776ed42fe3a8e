package dev.mql.config;

import dev.mql.MqlException;
import java.util.List;

/** Settings that can not work; the message names each key, its value, its place and what is allowed. */
public final class ConfigException extends MqlException {
    private static final long serialVersionUID = 1;

    public ConfigException(List<String> problems) {
        super("MQL can not start with these settings:\n  " + String.join("\n  ", problems));
    }
}
