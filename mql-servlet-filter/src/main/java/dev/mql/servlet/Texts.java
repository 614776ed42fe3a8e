package dev.mql.servlet;

/** What strangers and shops call a text, made fit to keep. */
final class Texts {
    private Texts() {}

    /** Without surrounding space, and with a space for each control character. */
    static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.replaceAll("\\p{Cntrl}", " ").strip();
            }
        }
        return text.strip();
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
