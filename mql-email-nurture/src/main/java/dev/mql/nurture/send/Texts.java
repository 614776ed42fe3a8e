package dev.mql.nurture.send;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mql.nurture.template.EditedTexts;
import dev.mql.store.RecordStore;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts that marketers wrote in place of the shipped ones, all in one record, so that they change together. Each node looks for
 * news about twice a second. Thread-safe; saving may block and throw {@link dev.mql.store.StoreException}.
 */
public final class Texts implements EditedTexts {
    private static final String KIND = "texts";
    private static final String CURRENT = "current";

    private final RecordStore records;
    private volatile Known known = new Known(0, Map.of());

    private record Known(long version, Map<String, String> sources) {}

    public Texts(RecordStore records) {
        this.records = records;
    }

    @Override
    public @Nullable String source(String key, String language) {
        return known.sources.get(place(key, language));
    }

    /** Rises with each save. */
    public long version() {
        return known.version;
    }

    /** Takes over what others have saved. */
    public void refresh() {
        RecordStore.Stored stored = records.get(KIND, CURRENT);
        if (stored != null && stored.version() != known.version) {
            Map<String, String> sources = new TreeMap<>();
            for (Map.Entry<String, JsonElement> one :
                    JsonParser.parseString(stored.text()).getAsJsonObject().entrySet()) {
                sources.put(one.getKey(), one.getValue().getAsString());
            }
            known = new Known(stored.version(), sources);
        }
    }

    /**
     * Saves one text, which then holds at once here and within a second on other nodes.
     *
     * @param source as it has passed {@link dev.mql.nurture.template.TextBook#check}; {@code null} for the shipped one again
     * @param expected the version that was edited
     * @return whether it was saved; not if somebody else saved meanwhile
     */
    public boolean save(String key, String language, @Nullable String source, long expected) {
        refresh();
        if (known.version != expected) {
            return false;
        }
        JsonObject json = new JsonObject();
        known.sources.forEach(json::addProperty);
        if (source == null) {
            json.remove(place(key, language));
        } else {
            json.addProperty(place(key, language), source);
        }
        boolean saved = records.put(KIND, CURRENT, expected, json.toString(), null);
        refresh();
        return saved;
    }

    private static String place(String key, String language) {
        return key + ' ' + language;
    }
}
