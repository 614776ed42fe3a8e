/** Every setting of every module, in one list, checked before anything starts. */
@NullMarked
package dev.mql.config;

import org.jspecify.annotations.NullMarked;
