/** Signing in and out, and the colours of the pages. */
@NullMarked
package dev.mql.admin.page.login;

import org.jspecify.annotations.NullMarked;
