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

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
