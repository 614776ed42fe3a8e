package dev.mql.engine;

import java.util.Set;

/** Which properties of an event have to be remembered: those that a model in force asks for, and no others. */
@FunctionalInterface
interface Asked {
    Set<String> of(String eventType);
}
