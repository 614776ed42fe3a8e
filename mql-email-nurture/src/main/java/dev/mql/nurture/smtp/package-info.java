/** Hands finished mails to a mail server and says honestly what became of them; the only package that knows Jakarta Mail. */
@NullMarked
package dev.mql.nurture.smtp;

import org.jspecify.annotations.NullMarked;
