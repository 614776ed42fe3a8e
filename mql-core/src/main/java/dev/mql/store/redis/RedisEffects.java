package dev.mql.store.redis;

import static dev.mql.store.redis.RedisKeys.bytes;

import dev.mql.lead.LeadId;
import dev.mql.store.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/** Effects as entries of streams: {@code l} the lead, {@code t} the time, and each field under its name with a dot before it. */
final class RedisEffects {
    private static final String LEAD = "l";
    private static final String TIME = "t";
    private static final int PAGE = 500;

    private RedisEffects() {}

    /** What follows the stream's key in {@code XADD}. */
    static List<byte[]> write(Effect effect) {
        List<byte[]> entry = new ArrayList<>(8 + 2 * effect.fields().size());
        for (String text :
                List.of("MAXLEN", "~", "2000", "*", LEAD, effect.lead().toString(), TIME)) {
            entry.add(bytes(text));
        }
        entry.add(bytes(Long.toString(effect.at())));
        effect.fields().forEach((name, value) -> {
            entry.add(bytes("." + name));
            entry.add(bytes(value));
        });
        return entry;
    }

    static @Nullable Effect read(String kind, StreamEntry entry) {
        Map<String, String> fields = new HashMap<>();
        entry.getFields().forEach((name, value) -> {
            if (name.startsWith(".")) {
                fields.put(name.substring(1), value);
            }
        });
        LeadId lead = LeadId.parse(entry.getFields().getOrDefault(LEAD, ""));
        return lead == null
                ? null
                : new Effect(kind, lead, Long.parseLong(entry.getFields().getOrDefault(TIME, "0")), fields);
    }

    /** Deletes a lead's entries from one stream, page by page, so that no other client waits long. */
    static void erase(UnifiedJedis jedis, String stream, LeadId lead) {
        String name = lead.toString();
        String from = "-";
        List<StreamEntry> page;
        do {
            page = jedis.xrange(stream, from, "+", PAGE);
            StreamEntryID[] mine = page.stream()
                    .filter(entry -> name.equals(entry.getFields().get(LEAD)))
                    .map(StreamEntry::getID)
                    .toArray(StreamEntryID[]::new);
            if (mine.length > 0) {
                jedis.xdel(stream, mine);
            }
            if (!page.isEmpty()) {
                from = "(" + page.get(page.size() - 1).getID();
            }
        } while (page.size() == PAGE);
    }
}
