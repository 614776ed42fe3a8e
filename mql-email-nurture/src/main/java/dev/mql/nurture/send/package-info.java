/** The way of a mail from plan to outcome: asked about, claimed, written, handed over, recorded. */
@NullMarked
package dev.mql.nurture.send;

import org.jspecify.annotations.NullMarked;
