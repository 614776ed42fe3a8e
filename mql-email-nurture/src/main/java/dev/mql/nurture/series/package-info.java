/** Which mail goes to whom and when: plans, what holds a mail back, and the way of each mail from plan to outcome. */
@NullMarked
package dev.mql.nurture.series;

import org.jspecify.annotations.NullMarked;
