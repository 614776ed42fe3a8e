/** Nodes that are killed while they send, and a mail server that remembers what it took: no mail twice, nobody left out. */
@NullMarked
package dev.mql.nurture.crash;

import org.jspecify.annotations.NullMarked;
