package dev.pharos.kvstore.http.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** Single values out of their JSON texts. */
final class Scalars {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int MAX_DIGITS = 20;

    private Scalars() {}

    static MalformedJson invalid(FieldDescriptor field, String found) {
        String type = field.getType().name().toLowerCase(Locale.ROOT);
        return new MalformedJson("proto: invalid value for " + type + " field " + field.getName() + ": " + found);
    }

    static Object number(FieldDescriptor field, String text) {
        return switch (field.getType()) {
            case INT64, SINT64, SFIXED64 -> integer(field, text, 63, true);
            case UINT64, FIXED64 -> integer(field, text, 64, false);
            case INT32, SINT32, SFIXED32 -> (int) integer(field, text, 31, true);
            case UINT32, FIXED32 -> (int) integer(field, text, 32, false);
            case FLOAT -> Float.parseFloat(text);
            case DOUBLE -> Double.parseDouble(text);
            case BOOL, STRING, GROUP, MESSAGE, BYTES, ENUM -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    /** A fraction or an exponent is fine as long as the value is whole. */
    private static long integer(FieldDescriptor field, String text, int bits, boolean signed) {
        if (!NUMBER.matcher(text).matches()) {
            throw invalid(field, text);
        }
        BigInteger value;
        try {
            BigDecimal exact = new BigDecimal(text);
            if (exact.precision() - (long) exact.scale() > MAX_DIGITS || exact.scale() > text.length()) {
                throw invalid(field, text);
            }
            value = exact.toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException notWhole) {
            throw invalid(field, text);
        }
        if (value.bitLength() > bits || (!signed && value.signum() < 0)) {
            throw invalid(field, text);
        }
        return value.longValue();
    }

    static EnumValueDescriptor enumNumber(FieldDescriptor field, String text) {
        return field.getEnumType().findValueByNumberCreatingIfUnknown((int) integer(field, text, 31, true));
    }

    /** Standard or URL-safe base64, with or without padding. */
    static ByteString bytes(FieldDescriptor field, String text) {
        boolean urlSafe = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        Base64.Decoder decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
        try {
            return ByteString.copyFrom(decoder.decode(text));
        } catch (IllegalArgumentException noBase64) {
            throw invalid(field, '"' + text + '"');
        }
    }
}
