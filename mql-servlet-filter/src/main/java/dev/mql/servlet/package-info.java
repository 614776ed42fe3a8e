/** What a shop adds to itself: the filter, the beacon, and the endpoint that the beacon posts to. */
@NullMarked
package dev.mql.servlet;

import org.jspecify.annotations.NullMarked;
