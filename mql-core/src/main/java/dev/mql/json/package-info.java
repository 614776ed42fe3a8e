/** Reading JSON that strangers send: bounded, strict, without surprises. */
@NullMarked
package dev.mql.json;

import org.jspecify.annotations.NullMarked;
