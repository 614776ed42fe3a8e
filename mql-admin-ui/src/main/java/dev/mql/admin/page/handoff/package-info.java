/** The queue of sales: who waits for a word, what became of those before, and what could not be told. */
@NullMarked
package dev.mql.admin.page.handoff;

import org.jspecify.annotations.NullMarked;
