/** Hands finished mails to a mail server and says honestly what became of them; it and what is below it alone know Jakarta Mail. */
@NullMarked
package dev.mql.nurture.smtp;

import org.jspecify.annotations.NullMarked;
