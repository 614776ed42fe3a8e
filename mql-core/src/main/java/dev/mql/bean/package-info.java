/** Reads the shop's own objects by names that stand in settings, and never lets their trouble out. */
@NullMarked
package dev.mql.bean;

import org.jspecify.annotations.NullMarked;
