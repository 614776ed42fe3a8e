/** Opaque links in mails: random tokens, stored hashed, for one purpose each. */
@NullMarked
package dev.mql.link;

import org.jspecify.annotations.NullMarked;
