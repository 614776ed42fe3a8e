/** From the queue to committed leads, in batches. */
@NullMarked
package dev.mql.ingest;

import org.jspecify.annotations.NullMarked;
