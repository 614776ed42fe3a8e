package dev.mql.nurture.template;

import org.jspecify.annotations.Nullable;

/** The texts that marketers wrote in place of the shipped ones. Asked for each mail by many threads, so it answers from memory. */
public interface EditedTexts {
    /** Nobody edited anything. */
    EditedTexts NONE = (key, language) -> null;

    /**
     * The source of a text, as it passed {@link TextBook#check} when it was saved.
     *
     * @param key code of a {@link TextKey}, with its variant, such as {@code cart.1@b}
     * @param language tag such as {@code de} or {@code de-AT}
     * @return {@code null} where nobody wrote one
     */
    @Nullable
    String source(String key, String language);
}
