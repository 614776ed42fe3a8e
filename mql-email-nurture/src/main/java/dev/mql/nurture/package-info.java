/** Cart recovery by mail: one call registers plans, sending and the pages behind the links. */
@NullMarked
package dev.mql.nurture;

import org.jspecify.annotations.NullMarked;
