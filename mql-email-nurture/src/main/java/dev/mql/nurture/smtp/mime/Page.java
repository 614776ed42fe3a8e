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
        room(1);
        bytes[length++] = ascii(c);
        return this;
    }

    public Page put(String ascii) {
        return put(ascii, 0, ascii.length());
    }

    Page put(String ascii, int from, int to) {
        room(to - from);
        int at = length;
        for (int i = from; i < to; i++) {
            bytes[at++] = ascii(ascii.charAt(i));
        }
        length = at;
        return this;
    }

    Page put(byte[] ascii) {
        room(ascii.length);
        for (byte one : ascii) {
            bytes[length++] = ascii(one);
        }
        return this;
    }

    /** All that is on another page. */
    public Page put(Page other) {
        room(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        return this;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private static byte ascii(int c) {
        if (c >>> 7 != 0) {
            throw new IllegalArgumentException("not ASCII");
        }
        return (byte) c;
    }

    public int length() {
        return length;
    }

    public Page line(String ascii) {
        return put(ascii).put('\r').put('\n');
    }

    /** A copy of what there is. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
