/** What the shop itself knows and does, seen from the mails: its catalogue and its coupons. */
@NullMarked
package dev.mql.nurture.shop;

import org.jspecify.annotations.NullMarked;
