package dev.mql.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of visitor ids: 1 to 64 characters of {@code [A-Za-z0-9_-]}; in a cookie of ours a seal and what was agreed to follow. */
public final class Visitors {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]{1,64})(\\.[A-Za-z0-9_-]{22}(\\.[a-z]{1,3}[0-9]{1,6})?)?");

    private Visitors() {}

    /**
     * The id in what a server of the shop names a visitor by: an id of its own, or the whole value of our cookie. The seal is not
     * checked; only who may name any visitor may be asked here.
     *
     * @return {@code null} if the text is neither
     */
    public static @Nullable String id(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
