/** Layouts and words of mails and public pages; the only package of this module that knows Thymeleaf. */
@NullMarked
package dev.mql.nurture.template;

import org.jspecify.annotations.NullMarked;
