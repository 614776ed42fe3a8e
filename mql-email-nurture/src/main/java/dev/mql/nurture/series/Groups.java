package dev.mql.nurture.series;

import dev.mql.lead.Enrolment.Group;
import dev.mql.lead.LeadId;

/** Who gets mails and who, for comparison, gets none. */
final class Groups {
    private static final int ALL = 10_000;

    private Groups() {}

    /** The same lead is always in the same group of a series, whatever its share is set to; another series draws anew. */
    static Group of(LeadId lead, Series series) {
        long mixed = mix(lead.high() ^ mix(lead.low() ^ (long) series.id().hashCode() << 32));
        int place = (int) Long.remainderUnsigned(mixed, ALL);
        if (place < series.holdout() * (ALL / 100)) {
            return Group.HOLDOUT;
        }
        return series.twoWordings() && (mix(mixed) & 1) == 1 ? Group.B : Group.A;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input moves every bit of the output. */
    private static long mix(long bits) {
        long z = bits + 0x9E37_79B9_7F4A_7C15L;
        z = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}
