package dev.mql.admin.page.series.texts;

import dev.mql.admin.web.Call;
import dev.mql.admin.web.Failure;
import dev.mql.nurture.template.TextBook;
import dev.mql.nurture.template.TextKey;

/**
 * Which text, in which language.
 *
 * @param key with its variant, such as {@code cart.1@b}
 * @param language a tag such as {@code de} or {@code de-AT}
 */
record Place(String key, String language) {

    /** @throws Failure if there is no such text or language */
    static Place of(Call call) {
        String key = call.path("key");
        String language = call.path("language");
        try {
            TextKey.of(key);
        } catch (IllegalArgumentException none) {
            throw Failure.notFound();
        }
        if (!language.matches("[a-z]{2}(-[A-Z]{2})?") || !TextBook.LANGUAGES.contains(language.substring(0, 2))) {
            throw Failure.notFound();
        }
        return new Place(key, language);
    }

    TextKey text() {
        return TextKey.of(key);
    }

    boolean second() {
        return key.endsWith("@b");
    }

    String href(Call call) {
        return call.base() + "/texts/" + key + '/' + language;
    }
}
