/** The overview: what happened, and what needs attention. */
@NullMarked
package dev.mql.admin.page.overview;

import org.jspecify.annotations.NullMarked;
