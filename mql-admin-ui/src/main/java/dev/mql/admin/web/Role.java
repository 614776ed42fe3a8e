package dev.mql.admin.web;

import java.util.Locale;
import java.util.Set;

/** What a person may do in the admin pages. Stored by name. */
public enum Role {
    VIEWER,
    MARKETER,
    SALES,
    ADMIN;

    /** Everybody who has an account. */
    public static final Set<Role> ALL = Set.of(values());
    /** Those who may change how leads are scored. */
    public static final Set<Role> TUNING = Set.of(MARKETER, ADMIN);

    /** Those who may say what became of a lead and correct its score. */
    public static final Set<Role> SELLING = Set.of(MARKETER, SALES, ADMIN);
    /** Those who may give out everything about a person, or erase it. */
    public static final Set<Role> KEEPING = Set.of(ADMIN);

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
