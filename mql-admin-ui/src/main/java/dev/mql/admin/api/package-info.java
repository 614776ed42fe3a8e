/** The REST interface for servers of the shop: events in, leads and the scoring model out; and probes for operations. */
@NullMarked
package dev.mql.admin.api;

import org.jspecify.annotations.NullMarked;
