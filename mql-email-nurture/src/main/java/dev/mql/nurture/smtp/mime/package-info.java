/** Texts in the form in which mails carry them: seven-bit, in short lines, each line ended by CRLF. */
@NullMarked
package dev.mql.nurture.smtp.mime;

import org.jspecify.annotations.NullMarked;
