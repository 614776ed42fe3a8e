/** Which leads are asked for, by the pages and by the API alike. */
@NullMarked
package dev.mql.admin.filter;

import org.jspecify.annotations.NullMarked;
