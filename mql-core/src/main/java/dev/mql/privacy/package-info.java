/** A person's rights: to see everything that is kept, and to have it erased everywhere. */
@NullMarked
package dev.mql.privacy;

import org.jspecify.annotations.NullMarked;
