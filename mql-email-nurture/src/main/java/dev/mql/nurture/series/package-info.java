/** Which mail goes to whom and when: the playbook, what it makes of a lead, and what holds a mail back. */
@NullMarked
package dev.mql.nurture.series;

import org.jspecify.annotations.NullMarked;
