/** What is kept of mails that left: by which token what comes back finds its mail, and the counts that stop all marketing mail. */
@NullMarked
package dev.mql.nurture.sent;

import org.jspecify.annotations.NullMarked;
