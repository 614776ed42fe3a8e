/** The lead: one immutable document that holds everything that must agree about one person. */
@NullMarked
package dev.mql.lead;

import org.jspecify.annotations.NullMarked;
