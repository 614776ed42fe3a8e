/** Several leads of one company, seen together. */
@NullMarked
package dev.mql.company;

import org.jspecify.annotations.NullMarked;
