/** The words of mails: edited, checked, seen as their readers will see them. */
@NullMarked
package dev.mql.admin.page.series.texts;

import org.jspecify.annotations.NullMarked;
