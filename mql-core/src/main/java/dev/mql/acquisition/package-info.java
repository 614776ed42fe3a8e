/** Where shoppers come from: campaigns, advertisements, and other sites that link to the shop. */
@NullMarked
package dev.mql.acquisition;

import org.jspecify.annotations.NullMarked;
