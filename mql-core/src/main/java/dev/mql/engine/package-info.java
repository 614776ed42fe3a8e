/** The decision about one lead, and the loop that commits it. */
@NullMarked
package dev.mql.engine;

import org.jspecify.annotations.NullMarked;
