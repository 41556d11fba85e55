package dev.pharos.kvstore.http.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.StringReader;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a message from JSON. Fields may be named as in the schema or in lowerCamelCase, unknown ones are
 * passed over, {@code null} stands for absence, and a name given twice is an error.
 */
public final class JsonReading {
    private JsonReading() {}

    /**
     * Reads an object into this builder.
     *
     * @throws MalformedJson if it is no JSON, or a known field has the wrong shape
     */
    public static void read(String json, Message.Builder into) {
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            object(reader, into);
        } catch (IOException | IllegalStateException | NumberFormatException malformed) {
            throw new MalformedJson("proto: syntax error: " + firstLine(malformed), malformed);
        }
    }

    private static String firstLine(Exception malformed) {
        return String.valueOf(malformed.getMessage()).lines().findFirst().orElse("malformed JSON");
    }

    private static void object(JsonReader reader, Message.Builder into) throws IOException {
        Map<String, FieldDescriptor> names = Names.of(into.getDescriptorForType());
        BitSet seen = new BitSet();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            FieldDescriptor field = names.get(name);
            if (field == null) {
                reader.skipValue();
                continue;
            }
            if (seen.get(field.getIndex())) {
                throw new MalformedJson("proto: duplicate field \"" + name + "\"");
            }
            seen.set(field.getIndex());
            field(reader, field, into);
        }
        reader.endObject();
    }

    private static void field(JsonReader reader, FieldDescriptor field, Message.Builder into) throws IOException {
        if (reader.peek() == JsonToken.NULL) {
            reader.nextNull();
        } else if (field.isRepeated()) {
            require(reader, field, JsonToken.BEGIN_ARRAY);
            reader.beginArray();
            while (reader.hasNext()) {
                value(reader, field, into).ifPresent(value -> into.addRepeatedField(field, value));
            }
            reader.endArray();
        } else {
            if (field.getContainingOneof() != null && into.hasOneof(field.getContainingOneof())) {
                throw new MalformedJson(
                        "proto: oneof " + field.getContainingOneof().getFullName() + " is already set");
            }
            value(reader, field, into).ifPresent(value -> into.setField(field, value));
        }
    }

    /** Empty for the name of an enum value that this version does not know, which is passed over. */
    private static Optional<Object> value(JsonReader reader, FieldDescriptor field, Message.Builder into)
            throws IOException {
        return switch (field.getJavaType()) {
            case INT, LONG, FLOAT, DOUBLE -> Optional.of(Scalars.number(field, text(reader, field)));
            case BOOLEAN -> {
                require(reader, field, JsonToken.BOOLEAN);
                yield Optional.of(reader.nextBoolean());
            }
            case STRING -> {
                require(reader, field, JsonToken.STRING);
                yield Optional.of(reader.nextString());
            }
            case BYTE_STRING -> {
                require(reader, field, JsonToken.STRING);
                yield Optional.of(Scalars.bytes(field, reader.nextString()));
            }
            case ENUM ->
                reader.peek() == JsonToken.NUMBER
                        ? Optional.of(Scalars.enumNumber(field, reader.nextString()))
                        : Optional.ofNullable(field.getEnumType().findValueByName(text(reader, field)));
            case MESSAGE -> {
                require(reader, field, JsonToken.BEGIN_OBJECT);
                Message.Builder inner = into.newBuilderForField(field);
                object(reader, inner);
                yield Optional.of(inner.build());
            }
        };
    }

    /** Of a number or a string. */
    private static String text(JsonReader reader, FieldDescriptor field) throws IOException {
        if (reader.peek() != JsonToken.NUMBER) {
            require(reader, field, JsonToken.STRING);
        }
        return reader.nextString();
    }

    private static void require(JsonReader reader, FieldDescriptor field, JsonToken expected) throws IOException {
        JsonToken found = reader.peek();
        if (found != expected) {
            throw Scalars.invalid(field, found.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }
}
