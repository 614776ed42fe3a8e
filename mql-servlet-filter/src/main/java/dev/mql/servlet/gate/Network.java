package dev.mql.servlet.gate;

import org.jspecify.annotations.Nullable;

/** An IP address as 128 bits; one of version 4 is mapped into version 6. Read from text only: no name is ever looked up. */
record Network(long high, long low) {
    private static final long MAPPED = 0xFFFFL << 32;
    private static final long VERSION_4 = 4L << 56;
    private static final long VERSION_6 = 6L << 56;
    /** What is no address of a single host in the internet: first address, length of the prefix. */
    private static final long[][] NOT_PUBLIC = {
        {0x00000000, 8},
        {0x0A000000, 8},
        {0x64400000, 10},
        {0x7F000000, 8},
        {0xA9FE0000L, 16},
        {0xAC100000L, 12},
        {0xC0000000L, 24},
        {0xC0000200L, 24},
        {0xC0A80000L, 16},
        {0xC6120000L, 15},
        {0xC6336400L, 24},
        {0xCB007100L, 24},
        {0xE0000000L, 3}
    };

    private boolean isVersion4() {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }

    /**
     * What people behind one connection share: the first 24 bits, of version 6 the first 48.
     *
     * @return 0 for addresses that are not public: those are the shop's own proxies, and behind them is everybody
     */
    long prefix() {
        if (isVersion4()) {
            return prefix(low & 0xFFFF_FFFFL);
        }
        boolean global = high >>> 61 == 1 && high >>> 32 != 0x20010DB8;
        return global ? VERSION_6 | high >>> 16 : 0;
    }

    private static long prefix(long version4) {
        for (long[] range : NOT_PUBLIC) {
            if ((version4 ^ range[0]) >>> 32 - range[1] == 0) {
                return 0;
            }
        }
        return VERSION_4 | version4 >>> 8;
    }

    /** The same of an address as text; 0 if it is none. */
    static long prefix(@Nullable String text) {
        long four = text == null || text.length() > 15 ? -1 : version4(text, 0, text.length());
        if (four >= 0) {
            return prefix(four);
        }
        Network network = parse(text);
        return network == null ? 0 : network.prefix();
    }

    /** Whether the first bits, counted as of version 6, are the same. */
    boolean sharesPrefix(Network other, int bits) {
        long highs = bits >= 64 ? -1 : bits == 0 ? 0 : -1L << 64 - bits;
        long lows = bits <= 64 ? 0 : -1L << 128 - bits;
        return ((high ^ other.high) & highs) == 0 && ((low ^ other.low) & lows) == 0;
    }

    /** @return {@code null} if the text is no address; a port and a scope behind one are passed over */
    static @Nullable Network parse(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 64) {
            return null;
        }
        int end = text.length();
        int begin = 0;
        if (text.charAt(0) == '[') {
            begin = 1;
            end = text.indexOf(']');
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            end = text.indexOf(':');
        }
        int scope = text.indexOf('%');
        if (scope > 0 && scope < end) {
            end = scope;
        }
        if (end <= begin) {
            return null;
        }
        if (text.indexOf(':', begin) < 0 || text.indexOf(':', begin) >= end) {
            long four = version4(text, begin, end);
            return four < 0 ? null : new Network(0, MAPPED | four);
        }
        return version6(text, begin, end);
    }

    private static long version4(String text, int begin, int end) {
        long address = 0;
        int parts = 0;
        int value = -1;
        for (int i = begin; i <= end; i++) {
            char c = i < end ? text.charAt(i) : '.';
            if (c == '.') {
                if (value < 0 || ++parts > 4) {
                    return -1;
                }
                address = address << 8 | value;
                value = -1;
            } else if (c < '0' || c > '9' || value > 25) {
                return -1;
            } else {
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) {
                    return -1;
                }
            }
        }
        return parts == 4 ? address : -1;
    }

    private static @Nullable Network version6(String text, int begin, int end) {
        long[] halves = new long[2];
        int groups = 0;
        int gap = -1;
        int i = begin;
        if (text.startsWith("::", i)) {
            gap = 0;
            i += 2;
        }
        while (i < end) {
            int stop = i;
            while (stop < end && text.charAt(stop) != ':') {
                stop++;
            }
            int dot = text.indexOf('.', i);
            if (dot >= 0 && dot < stop) {
                long four = version4(text, i, stop);
                if (four < 0 || stop != end || groups > 6) {
                    return null;
                }
                put(halves, groups++, four >>> 16);
                put(halves, groups++, four & 0xFFFF);
                break;
            }
            long group = group(text, i, stop);
            if (group < 0 || groups == 8) {
                return null;
            }
            put(halves, groups++, group);
            if (stop == end) {
                break;
            }
            i = stop + 1;
            if (i < end && text.charAt(i) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = groups;
                i++;
            } else if (i == end) {
                return null;
            }
        }
        if (gap < 0 ? groups != 8 : groups > 7) {
            return null;
        }
        return gap < 0 ? new Network(halves[0], halves[1]) : spread(halves, groups, gap);
    }

    private static long group(String text, int from, int to) {
        if (from == to || to - from > 4) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static void put(long[] halves, int group, long value) {
        halves[group >> 2] |= value << 48 - 16 * (group & 3);
    }

    /** Puts as many zeros as are missing where {@code ::} stood. */
    private static Network spread(long[] halves, int groups, int gap) {
        long[] whole = new long[2];
        for (int i = 0; i < groups; i++) {
            long value = halves[i >> 2] >>> 48 - 16 * (i & 3) & 0xFFFF;
            put(whole, i < gap ? i : 8 - groups + i, value);
        }
        return new Network(whole[0], whole[1]);
    }
}
