package dev.pharos.kvstore.http.json;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The fields of a message by the names under which clients may give them. Thread-safe. */
final class Names {
    /** One entry per message type of the schema. */
    private static final Map<Descriptor, Map<String, FieldDescriptor>> BY_MESSAGE = new ConcurrentHashMap<>();

    private Names() {}

    static Map<String, FieldDescriptor> of(Descriptor message) {
        return BY_MESSAGE.computeIfAbsent(message, Names::collect);
    }

    private static Map<String, FieldDescriptor> collect(Descriptor message) {
        Map<String, FieldDescriptor> names = new HashMap<>();
        for (FieldDescriptor field : message.getFields()) {
            names.put(field.getJsonName(), field);
        }
        // The name in the schema wins where the other form of another field happens to be the same.
        for (FieldDescriptor field : message.getFields()) {
            names.put(field.getName(), field);
        }
        return Map.copyOf(names);
    }
}
