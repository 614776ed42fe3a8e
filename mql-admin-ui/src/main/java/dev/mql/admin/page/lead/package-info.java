/** One lead: its score explained line by line, its carts, mails and timeline. */
@NullMarked
package dev.mql.admin.page.lead;

import org.jspecify.annotations.NullMarked;
