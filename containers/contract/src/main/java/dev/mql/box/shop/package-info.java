/** The shop of every box. */
@NullMarked
package dev.mql.box.shop;

import org.jspecify.annotations.NullMarked;
