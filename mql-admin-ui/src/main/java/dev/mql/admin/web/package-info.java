/** A small web frame: an explicit table of routes, one door before them, one place that writes every response. */
@NullMarked
package dev.mql.admin.web;

import org.jspecify.annotations.NullMarked;
