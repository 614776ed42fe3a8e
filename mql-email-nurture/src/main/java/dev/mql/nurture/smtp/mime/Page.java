package dev.mql.nurture.smtp.mime;

import java.util.Arrays;

/** A growing text of ASCII. Refuses every other character: one narrowed to a byte could turn into the end of a line. */
public final class Page {
    private byte[] bytes;
    private int length;

    public Page(int expected) {
        bytes = new byte[Math.max(64, expected)];
    }

    /** @param c below 128 */
    Page put(int c) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        if (c >>> 7 != 0) {
            throw new IllegalArgumentException("not ASCII");
        }
        bytes[length++] = (byte) c;
        return this;
    }

    public Page put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
        return this;
    }

    public Page put(byte[] ascii) {
        for (byte one : ascii) {
            put(one);
        }
        return this;
    }

    public Page line(String ascii) {
        return put(ascii).put('\r').put('\n');
    }

    /** A copy of what there is. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
