package dev.mql.demo.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds where the links of a mail lead. */
final class Links {

    /** An attribute named {@code href} inside a tag, its value in either kind of quotes or in none. */
    private static final Pattern HREF =
            Pattern.compile("(?i)<[a-z][^<>]*?\\shref\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");

    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");

    private Links() {}

    /** All link targets in the order of the mail, with the escapes of HTML undone. */
    static List<String> in(String html) {
        List<String> links = new ArrayList<>();
        Matcher matcher = HREF.matcher(COMMENT.matcher(html).replaceAll(""));
        while (matcher.find()) {
            for (int group = 1; group <= 3; group++) {
                String value = matcher.group(group);
                if (value != null) {
                    links.add(unescape(value.strip()));
                }
            }
        }
        return List.copyOf(links);
    }

    /** The escapes that occur in addresses; the ampersand last, so that nothing is undone twice. */
    private static String unescape(String value) {
        return value.replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&#61;", "=")
                .replace("&#x3D;", "=")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#38;", "&")
                .replace("&amp;", "&");
    }
}
