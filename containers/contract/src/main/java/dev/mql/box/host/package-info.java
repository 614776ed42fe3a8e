/** Starts the shop in one container. */
@NullMarked
package dev.mql.box.host;

import org.jspecify.annotations.NullMarked;
