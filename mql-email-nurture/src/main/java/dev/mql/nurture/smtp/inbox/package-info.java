/** Reads what came into a mailbox by IMAP, within bounds; nothing in it is followed, opened or answered. */
@NullMarked
package dev.mql.nurture.smtp.inbox;

import org.jspecify.annotations.NullMarked;
