package dev.mql.event;

/** What strangers and shops call a text, made fit to keep. */
public final class Texts {
    private Texts() {}

    /** Without surrounding space, and with a space for each control character. */
    public static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.replaceAll("\\p{Cntrl}", " ").strip();
            }
        }
        return text.strip();
    }

    public static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
