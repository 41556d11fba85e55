package dev.pharos.kvstore.http.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Base64;
import java.util.List;

/** Writes a message as JSON, without any space: fields in the order of the schema, defaults left out. */
public final class JsonWriting {
    private static final String HEX = "0123456789abcdef";

    private JsonWriting() {}

    public static void write(Message message, ByteBuf out) {
        out.writeByte('{');
        boolean first = true;
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated() ? message.getRepeatedFieldCount(field) > 0 : message.hasField(field)) {
                if (!first) {
                    out.writeByte(',');
                }
                first = false;
                out.writeByte('"');
                ByteBufUtil.writeAscii(out, field.getName());
                out.writeByte('"').writeByte(':');
                field(field, message.getField(field), out);
            }
        }
        out.writeByte('}');
    }

    private static void field(FieldDescriptor field, Object value, ByteBuf out) {
        if (!field.isRepeated()) {
            single(field, value, out);
            return;
        }
        out.writeByte('[');
        boolean first = true;
        for (Object element : (List<?>) value) {
            if (!first) {
                out.writeByte(',');
            }
            first = false;
            single(field, element, out);
        }
        out.writeByte(']');
    }

    private static void single(FieldDescriptor field, Object value, ByteBuf out) {
        switch (field.getType()) {
            case INT64, SINT64, SFIXED64 -> quoted(value.toString(), out);
            case UINT64, FIXED64 -> quoted(Long.toUnsignedString((Long) value), out);
            case UINT32, FIXED32 -> ByteBufUtil.writeAscii(out, Integer.toUnsignedString((Integer) value));
            case INT32, SINT32, SFIXED32, BOOL, FLOAT, DOUBLE -> ByteBufUtil.writeAscii(out, value.toString());
            case STRING -> string((String) value, out);
            case BYTES -> bytes((ByteString) value, out);
            case ENUM -> enumValue((EnumValueDescriptor) value, out);
            case MESSAGE, GROUP -> write((Message) value, out);
        }
    }

    private static void quoted(String digits, ByteBuf out) {
        out.writeByte('"');
        ByteBufUtil.writeAscii(out, digits);
        out.writeByte('"');
    }

    private static void bytes(ByteString value, ByteBuf out) {
        out.writeByte('"')
                .writeBytes(Base64.getEncoder().encode(value.asReadOnlyByteBuffer()))
                .writeByte('"');
    }

    private static void enumValue(EnumValueDescriptor value, ByteBuf out) {
        if (value.getIndex() < 0) {
            ByteBufUtil.writeAscii(out, Integer.toString(value.getNumber()));
        } else {
            quoted(value.getName(), out);
        }
    }

    /** Writes a JSON string, quotes included. */
    public static void string(String text, ByteBuf out) {
        StringBuilder escaped = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '"', '\\' -> escaped.append('\\').append(letter);
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (letter < ' ') {
                        escaped.append("\\u00").append(HEX.charAt(letter >> 4)).append(HEX.charAt(letter & 15));
                    } else {
                        escaped.append(letter);
                    }
                }
            }
        }
        ByteBufUtil.writeUtf8(out, escaped.append('"'));
    }
}
