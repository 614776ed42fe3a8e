package dev.mql.demo.shop;

import java.util.Arrays;
import java.util.Optional;

/** How the shop asks its visitors whether it may remember what they look at. */
public enum ConsentMode {
    /** A bar asks until the visitor has answered. */
    REQUIRED("required"),
    /** Nobody is asked; a link at the foot of each page leads to the choice. */
    OPT_OUT("opt-out"),
    /** There is no choice to make. */
    OFF("off");

    private final String word;

    ConsentMode(String word) {
        this.word = word;
    }

    /** The mode as it is written on the command line. */
    public String word() {
        return word;
    }

    /** The mode of that word; empty if there is none. */
    public static Optional<ConsentMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }
}
