/** Catches every mail that the demo sends and shows it the way a mail program would. */
@NullMarked
package dev.mql.demo.inbox;

import org.jspecify.annotations.NullMarked;
