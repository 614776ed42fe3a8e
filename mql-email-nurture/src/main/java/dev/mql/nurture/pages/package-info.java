/** The pages behind the links in mails: bring a cart back, say why not, unsubscribe, confirm an address. */
@NullMarked
package dev.mql.nurture.pages;

import org.jspecify.annotations.NullMarked;
