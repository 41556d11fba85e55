package dev.pharos.kvstore.blackbox;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A field that holds a number, somewhere in a request. The rest of the request is such that it would be carried out:
 * names and keys are given, other numbers are zero.
 *
 * @param path the fields to go through, the number's at the end
 */
record NumberField(Message request, List<FieldDescriptor> path) {
    private static final Set<JavaType> NUMBERS =
            Set.of(JavaType.INT, JavaType.LONG, JavaType.FLOAT, JavaType.DOUBLE, JavaType.ENUM);

    /** All of a request; of a message in itself the first depth is enough. */
    static List<NumberField> in(Message request) {
        List<NumberField> found = new ArrayList<>();
        collect(request, request.getDescriptorForType(), List.of(), found);
        return found;
    }

    private static void collect(Message request, Descriptor type, List<FieldDescriptor> path, List<NumberField> found) {
        for (FieldDescriptor field : type.getFields()) {
            List<FieldDescriptor> longer = new ArrayList<>(path);
            longer.add(field);
            if (isNumber(field)) {
                found.add(new NumberField(request, List.copyOf(longer)));
            } else if (field.getJavaType() == JavaType.MESSAGE
                    && !field.getMessageType().equals(request.getDescriptorForType())
                    && path.stream().noneMatch(before -> before.getMessageType().equals(field.getMessageType()))) {
                collect(request, field.getMessageType(), longer, found);
            }
        }
    }

    private static boolean isNumber(FieldDescriptor field) {
        return NUMBERS.contains(field.getJavaType());
    }

    /** The full names of all numbers that a message of this type may hold, however deep. */
    static Set<String> namesIn(Descriptor type) {
        Set<String> names = new TreeSet<>();
        addNames(type, new HashSet<>(), names);
        return names;
    }

    private static void addNames(Descriptor type, Set<Descriptor> seen, Set<String> names) {
        if (seen.add(type)) {
            for (FieldDescriptor field : type.getFields()) {
                if (isNumber(field)) {
                    names.add(field.getFullName());
                } else if (field.getJavaType() == JavaType.MESSAGE) {
                    addNames(field.getMessageType(), seen, names);
                }
            }
        }
    }

    private FieldDescriptor last() {
        return path.get(path.size() - 1);
    }

    String fullName() {
        return last().getFullName();
    }

    boolean isEnum() {
        return last().getJavaType() == JavaType.ENUM;
    }

    private boolean isLong() {
        return last().getJavaType() == JavaType.LONG;
    }

    /** The extremes of the field's type, and the numbers around zero. */
    List<Long> extremes() {
        return isLong()
                ? List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE)
                : List.of((long) Integer.MIN_VALUE, -1L, 0L, 1L, (long) Integer.MAX_VALUE);
    }

    /** The request with this number. */
    Message with(long number) {
        return build(request.newBuilderForType(), 0, number);
    }

    private Message build(Message.Builder message, int depth, long number) {
        for (FieldDescriptor field : plain(message.getDescriptorForType())) {
            message.setField(field, field.getJavaType() == JavaType.STRING ? text(field) : bytes(field));
        }
        FieldDescriptor step = path.get(depth);
        Object value = step == last() ? number(number) : build(message.newBuilderForField(step), depth + 1, number);
        return (step.isRepeated() ? message.addRepeatedField(step, value) : message.setField(step, value)).build();
    }

    private Object number(long number) {
        if (isEnum()) {
            return last().getEnumType().findValueByNumberCreatingIfUnknown((int) number);
        }
        return isLong() ? (Object) number : (Object) (int) number;
    }

    /** The same as JSON, with the number as this text. */
    String json(String number) {
        return json(request.getDescriptorForType(), 0, number);
    }

    private String json(Descriptor type, int depth, String number) {
        FieldDescriptor step = path.get(depth);
        String value = step == last() ? number : json(step.getMessageType(), depth + 1, number);
        String others = plain(type).stream()
                .map(field -> quoted(field.getName()) + ":" + quoted(inJson(field)) + ",")
                .collect(Collectors.joining());
        return "{" + others + quoted(step.getName()) + ":" + (step.isRepeated() ? "[" + value + "]" : value) + "}";
    }

    private static String inJson(FieldDescriptor field) {
        return field.getJavaType() == JavaType.STRING
                ? text(field)
                : Base64.getEncoder().encodeToString(bytes(field).toByteArray());
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static List<FieldDescriptor> plain(Descriptor type) {
        return type.getFields().stream()
                .filter(field -> field.getJavaType() == JavaType.STRING || field.getJavaType() == JavaType.BYTE_STRING)
                .filter(field -> !field.isRepeated() && field.getContainingOneof() == null)
                .toList();
    }

    /** An end behind every key. */
    private static String text(FieldDescriptor field) {
        return field.getName().equals("range_end") ? "l" : "k";
    }

    private static ByteString bytes(FieldDescriptor field) {
        return ByteString.copyFromUtf8(text(field));
    }

    @Override
    public String toString() {
        return path.stream().map(FieldDescriptor::getName).collect(Collectors.joining("."));
    }
}
