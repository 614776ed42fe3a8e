/** The one entry: {@link dev.mql.Mql} ties tracking, scoring, leads and their store together. */
@NullMarked
package dev.mql;

import org.jspecify.annotations.NullMarked;
