/** Whose requests count: those of people, in numbers that people make. */
@NullMarked
package dev.mql.servlet.gate;

import org.jspecify.annotations.NullMarked;
