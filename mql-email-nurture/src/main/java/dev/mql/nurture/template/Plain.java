package dev.mql.nurture.template;

/** Makes one harmless line of a text from outside. */
final class Plain {
    private Plain() {}

    /** Without line breaks, control characters and marks that turn the reading direction; cut with an ellipsis. */
    static String line(String text, int length) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), length));
        text.codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else if (!turnsDirection(c) && Character.getType(c) != Character.SURROGATE) {
                line.appendCodePoint(c);
            }
        });
        String clean = line.toString().strip();
        if (clean.length() <= length) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(length - 2)) ? length - 2 : length - 1;
        return clean.substring(0, end).stripTrailing() + "…";
    }

    private static boolean turnsDirection(int c) {
        return (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200E
                || c == 0x200F
                || c == 0xFEFF;
    }
}
