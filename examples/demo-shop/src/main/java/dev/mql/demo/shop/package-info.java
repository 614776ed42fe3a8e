/** A small coffee shop as any Java shop might be: plain servlets and a cart in the HTTP session. */
@NullMarked
package dev.mql.demo.shop;

import org.jspecify.annotations.NullMarked;
