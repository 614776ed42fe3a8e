/** What requests of the shop mean: its rules, and how the one for a path is found. */
@NullMarked
package dev.mql.servlet.rule;

import org.jspecify.annotations.NullMarked;
