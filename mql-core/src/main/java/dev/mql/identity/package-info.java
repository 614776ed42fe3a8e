/** Who a lead is: keyed hashes to find people, sealed text to remember them. */
@NullMarked
package dev.mql.identity;

import org.jspecify.annotations.NullMarked;
