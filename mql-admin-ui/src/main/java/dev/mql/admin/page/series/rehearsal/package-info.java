/** What the mails of a playbook would have done with the carts of the last weeks. */
@NullMarked
package dev.mql.admin.page.series.rehearsal;

import org.jspecify.annotations.NullMarked;
