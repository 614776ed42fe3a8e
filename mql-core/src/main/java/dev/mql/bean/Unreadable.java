package dev.mql.bean;

/**
 * Something of the shop's could not be read, which is not the same as not being there: a cart whose lines fail to load is not an empty
 * cart. Has been counted and logged where it is thrown; carries no stack trace.
 */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String what) {
        super(what, null, false, false);
    }
}
