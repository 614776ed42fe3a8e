/**
 * What comes back about mails: bounces and complaints, from a mailbox or told by a provider, read as what a stranger sent; whatever
 * they mean is done once.
 */
@NullMarked
package dev.mql.nurture.inbound;

import org.jspecify.annotations.NullMarked;
