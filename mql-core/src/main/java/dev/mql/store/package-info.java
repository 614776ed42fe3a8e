/** The seams to storage: compare-and-commit for leads, small versioned records beside them. */
@NullMarked
package dev.mql.store;

import org.jspecify.annotations.NullMarked;
