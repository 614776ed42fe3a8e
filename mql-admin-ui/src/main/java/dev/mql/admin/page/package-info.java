/** How pages are made: templates on the class path, and what is shown of numbers, times and words. */
@NullMarked
package dev.mql.admin.page;

import org.jspecify.annotations.NullMarked;
