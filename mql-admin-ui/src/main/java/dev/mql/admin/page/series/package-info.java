/** Series of mails: what they do, what they brought, and how they are changed. */
@NullMarked
package dev.mql.admin.page.series;

import org.jspecify.annotations.NullMarked;
