/** Carts that were left, the mails about them, and why there was none. */
@NullMarked
package dev.mql.admin.page.carts;

import org.jspecify.annotations.NullMarked;
