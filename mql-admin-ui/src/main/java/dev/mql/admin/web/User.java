package dev.mql.admin.web;

/**
 * Who is asking.
 *
 * @param csrf the token that every state change of this user's session must carry
 * @param canSignOut whether the session is ours to end
 */
public record User(String name, Role role, String csrf, boolean canSignOut) {}
