/** The list of leads. */
@NullMarked
package dev.mql.admin.page.leads;

import org.jspecify.annotations.NullMarked;
