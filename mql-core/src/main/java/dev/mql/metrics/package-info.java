/** Counters that account for every event. */
@NullMarked
package dev.mql.metrics;

import org.jspecify.annotations.NullMarked;
