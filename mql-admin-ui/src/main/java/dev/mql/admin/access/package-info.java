/** Who may use the admin pages: accounts, sessions, limits on guessing, and the door that asks. */
@NullMarked
package dev.mql.admin.access;

import org.jspecify.annotations.NullMarked;
