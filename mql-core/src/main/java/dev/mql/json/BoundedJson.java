package dev.mql.json;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.MalformedJsonException;
import dev.mql.event.Refusal;
import dev.mql.event.Refused;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) that strangers send into maps, lists, texts, numbers, booleans and {@code null}: never into types. Bounded in
 * depth, fields and text length; a repeated field name is refused; texts come in Unicode form NFC.
 */
public final class BoundedJson {
    private final int maxDepth;
    private final int maxFields;
    private final int maxText;

    /**
     * @param maxFields of all objects of a document together
     * @param maxText characters of a text
     */
    public BoundedJson(int maxDepth, int maxFields, int maxText) {
        this.maxDepth = maxDepth;
        this.maxFields = maxFields;
        this.maxText = maxText;
    }

    /**
     * Reads one document in UTF-8.
     *
     * @return maps keep the order of their fields; numbers are {@link Long} where they are whole and fit, else {@link Double}
     * @throws Refused if the bytes are not one document within the bounds
     */
    public @Nullable Object read(byte[] utf8, int offset, int length) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8, offset, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new Refused(Refusal.MALFORMED, "the body is not UTF-8");
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            Object value = new Pass(reader).value(1);
            if (reader.peek() != com.google.gson.stream.JsonToken.END_DOCUMENT) {
                throw new Refused(Refusal.MALFORMED, "something follows the end of the JSON document");
            }
            return value;
        } catch (MalformedJsonException | JsonParseException | IllegalStateException bad) {
            throw new Refused(Refusal.MALFORMED, "the body is not valid JSON");
        } catch (IOException bad) {
            throw new Refused(Refusal.MALFORMED, "the JSON document ends too early");
        }
    }

    private final class Pass {
        private final JsonReader reader;
        private int fields;

        Pass(JsonReader reader) {
            this.reader = reader;
        }

        @Nullable
        Object value(int depth) throws IOException {
            if (depth > maxDepth) {
                throw new Refused(Refusal.MALFORMED, "JSON nested deeper than " + maxDepth);
            }
            return switch (reader.peek()) {
                case BEGIN_OBJECT -> object(depth);
                case BEGIN_ARRAY -> array(depth);
                case STRING -> text(reader.nextString());
                case NUMBER -> number(reader.nextString());
                case BOOLEAN -> reader.nextBoolean();
                case NULL -> {
                    reader.nextNull();
                    yield null;
                }
                default -> throw new Refused(Refusal.MALFORMED, "the body is not valid JSON");
            };
        }

        private Map<String, @Nullable Object> object(int depth) throws IOException {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            reader.beginObject();
            while (reader.hasNext()) {
                if (++fields > maxFields) {
                    throw new Refused(Refusal.MALFORMED, "more than " + maxFields + " fields");
                }
                String name = text(reader.nextName());
                if (object.containsKey(name)) {
                    throw new Refused(Refusal.DUPLICATE_FIELD, "a field stands twice in one object");
                }
                object.put(name, value(depth + 1));
            }
            reader.endObject();
            return object;
        }

        private List<@Nullable Object> array(int depth) throws IOException {
            List<@Nullable Object> array = new ArrayList<>();
            reader.beginArray();
            while (reader.hasNext()) {
                array.add(value(depth + 1));
            }
            reader.endArray();
            return array;
        }

        private String text(String text) {
            if (text.length() > maxText) {
                throw new Refused(Refusal.MALFORMED, "a text longer than " + maxText + " characters");
            }
            return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                    ? text
                    : Normalizer.normalize(text, Normalizer.Form.NFC);
        }

        private Number number(String digits) {
            if (digits.length() > 24) {
                throw new Refused(Refusal.MALFORMED, "a number of more than 24 characters");
            }
            try {
                return Long.valueOf(digits);
            } catch (NumberFormatException notWhole) {
                double value = Double.parseDouble(digits);
                if (!Double.isFinite(value)) {
                    throw new Refused(Refusal.MALFORMED, "a number out of range");
                }
                return value;
            }
        }
    }
}
