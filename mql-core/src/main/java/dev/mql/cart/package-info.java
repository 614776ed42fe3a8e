/** What lies in a cart: a snapshot as the shop holds it, and what became of it. */
@NullMarked
package dev.mql.cart;

import org.jspecify.annotations.NullMarked;
