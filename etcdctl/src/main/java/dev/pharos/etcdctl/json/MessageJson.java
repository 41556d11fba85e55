package dev.pharos.etcdctl.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import dev.pharos.etcdctl.text.Numerals;
import java.util.List;

/**
 * Messages as Go's general JSON encoder shows the structs that etcd's messages are there: names of the schema, numbers
 * as numbers, enums too, bytes in base64, and nothing for zeros. What is one of several has the name of the choice
 * around it, capitalised.
 */
public final class MessageJson {
    /** How ids of members and clusters are shown. */
    public enum Ids {
        NUMBERS,
        HEX
    }

    private final JsonText json;
    private final Ids ids;

    public MessageJson(JsonText json, Ids ids) {
        this.json = json;
        this.ids = ids;
    }

    public static String of(Message message, Ids ids) {
        JsonText json = new JsonText();
        new MessageJson(json, ids).write(message);
        return json.toString();
    }

    public void write(Message message) {
        json.open('{');
        members(message);
        json.close('}');
    }

    /** Those of the message, into an object that is open. */
    public void members(Message message) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            OneofDescriptor choice = field.getRealContainingOneof();
            if (choice == null) {
                member(message, field);
            } else if (choice.getField(0) == field) {
                choice(message, choice);
            }
        }
    }

    private void choice(Message message, OneofDescriptor choice) {
        String name = choice.getName();
        json.name(Character.toUpperCase(name.charAt(0)) + name.substring(1));
        FieldDescriptor chosen = message.getOneofFieldDescriptor(choice);
        if (chosen == null) {
            json.nothing();
            return;
        }
        json.open('{').name(chosen.getName());
        value(chosen, message.getField(chosen));
        json.close('}');
    }

    private void member(Message message, FieldDescriptor field) {
        if (field.isRepeated()) {
            List<?> values = (List<?>) message.getField(field);
            if (!values.isEmpty()) {
                json.name(field.getName()).open('[');
                values.forEach(value -> value(field, value));
                json.close(']');
            }
        } else if (message.hasField(field)) {
            json.name(field.getName());
            value(field, message.getField(field));
        }
    }

    private void value(FieldDescriptor field, Object value) {
        switch (field.getJavaType()) {
            case INT -> json.number(unsignedInt(field, (Integer) value));
            case LONG -> number(field, (Long) value);
            case BOOLEAN -> json.bool((Boolean) value);
            case STRING -> json.unicode((String) value);
            case BYTE_STRING -> json.base64(((ByteString) value).toByteArray());
            case ENUM -> json.number(((EnumValueDescriptor) value).getNumber());
            case MESSAGE -> write((Message) value);
            case FLOAT, DOUBLE -> throw new IllegalStateException("no message has fractions: " + field.getFullName());
        }
    }

    private static long unsignedInt(FieldDescriptor field, int value) {
        return field.getType() == FieldDescriptor.Type.UINT32 ? Integer.toUnsignedLong(value) : value;
    }

    private void number(FieldDescriptor field, long value) {
        if (field.getType() != FieldDescriptor.Type.UINT64) {
            json.number(value);
        } else if (ids == Ids.HEX && isId(field.getName())) {
            json.string(Numerals.hex(value));
        } else {
            json.unsigned(value);
        }
    }

    private static boolean isId(String name) {
        return name.equals("ID") || name.equals("cluster_id") || name.equals("member_id");
    }
}
