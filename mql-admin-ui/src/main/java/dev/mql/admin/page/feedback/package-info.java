/** Why people did not buy, in their own words. */
@NullMarked
package dev.mql.admin.page.feedback;

import org.jspecify.annotations.NullMarked;
