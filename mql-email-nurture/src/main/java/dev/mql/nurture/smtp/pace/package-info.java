/** How fast mails may leave: for each receiving domain, over all, and on the first days of a new sender. */
@NullMarked
package dev.mql.nurture.smtp.pace;

import org.jspecify.annotations.NullMarked;
