/** The Redis store; the only package that knows Jedis, the key layout and the function library. */
@NullMarked
package dev.mql.store.redis;

import org.jspecify.annotations.NullMarked;
