/** The scoring page: sentences with numbers that can be changed, published as versions. */
@NullMarked
package dev.mql.admin.page.scoring;

import org.jspecify.annotations.NullMarked;
