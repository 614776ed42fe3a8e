/** From what a lead did to points: a pure function that explains every line of its result. */
@NullMarked
package dev.mql.scoring;

import org.jspecify.annotations.NullMarked;
