/** Tells sales by mail of leads that are qualified or wait too long. */
@NullMarked
package dev.mql.nurture.alert;

import org.jspecify.annotations.NullMarked;
