/** What a shopper did: bounded, immutable events and the sink that takes them without ever waiting. */
@NullMarked
package dev.mql.event;

import org.jspecify.annotations.NullMarked;
