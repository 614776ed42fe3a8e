/** Turns templates into pages and serves the style sheet and pictures; shop and inbox share it. */
@NullMarked
package dev.mql.demo.page;

import org.jspecify.annotations.NullMarked;
