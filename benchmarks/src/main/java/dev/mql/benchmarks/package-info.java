/** Figures of speed and size, each measured beside its limit in the same run; never published. */
@NullMarked
package dev.mql.benchmarks;

import org.jspecify.annotations.NullMarked;
