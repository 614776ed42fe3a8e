/** Starts and stops the demo: the shop, the mail catcher and its inbox page, in one JVM. */
@NullMarked
package dev.mql.demo;

import org.jspecify.annotations.NullMarked;
