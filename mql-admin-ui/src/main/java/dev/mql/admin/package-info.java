/** Admin pages and REST interface; {@link dev.mql.admin.MqlAdmin} puts them into a servlet container. */
@NullMarked
package dev.mql.admin;

import org.jspecify.annotations.NullMarked;
