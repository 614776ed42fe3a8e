/** Real parts for tests, demos and benchmarks: Redis servers as child processes and a clock that a test moves. */
@NullMarked
package dev.mql.testkit;

import org.jspecify.annotations.NullMarked;
