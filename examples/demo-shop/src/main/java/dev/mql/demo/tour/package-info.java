/** The strip at the foot of the demo's pages that tells what MQL makes of each click; no part of the shop. */
@NullMarked
package dev.mql.demo.tour;

import org.jspecify.annotations.NullMarked;
