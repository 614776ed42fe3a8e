/** What people decide about leads by hand, and the leads that wait for it: asked for by the pages and by the API alike. */
@NullMarked
package dev.mql.admin.desk;

import org.jspecify.annotations.NullMarked;
