/** Auto-configuration for Spring Boot: wiring only. */
@NullMarked
package dev.mql.spring;

import org.jspecify.annotations.NullMarked;
