/** Tells others of leads, once it is decided: a queue in each lead's document, ways out of it, and signed webhooks as one of them. */
@NullMarked
package dev.mql.handoff;

import org.jspecify.annotations.NullMarked;
