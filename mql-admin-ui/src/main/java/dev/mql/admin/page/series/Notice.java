package dev.mql.admin.page.series;

/**
 * What became of the last press of a button. Public because templates read it.
 *
 * @param bad whether something was refused
 */
public record Notice(boolean bad, String title, String text) {}
