/** Signs mails in the name of a domain (DKIM: RFC 6376, RFC 8463), with the cryptography of the JDK. */
@NullMarked
package dev.mql.nurture.smtp.dkim;

import org.jspecify.annotations.NullMarked;
