/** What the mails of a series have brought, beside what those bought who got none. */
@NullMarked
package dev.mql.nurture.effect;

import org.jspecify.annotations.NullMarked;
