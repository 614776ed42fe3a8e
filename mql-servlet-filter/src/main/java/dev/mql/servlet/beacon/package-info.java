/** What the beacon posts, read into events within bounds. */
@NullMarked
package dev.mql.servlet.beacon;

import org.jspecify.annotations.NullMarked;
