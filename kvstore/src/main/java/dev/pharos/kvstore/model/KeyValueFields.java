package dev.pharos.kvstore.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.wire.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where the fields of an encoded {@code mvccpb.KeyValue} lie, and what the small ones hold. */
record KeyValueFields(int keyStart, int keyLength, int valueStart, int valueLength, Facts facts) {
    private static final int KEY = 1;
    private static final int CREATE_REVISION = 2;
    private static final int MOD_REVISION = 3;
    private static final int VERSION = 4;
    private static final int VALUE = 5;
    private static final int LEASE = 6;
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    /** Writes a pair and says where its parts have come to lie. */
    static KeyValue encode(Bytes key, Bytes value, Facts facts) {
        int numbers = numberSize(CREATE_REVISION, facts.createRevision())
                + numberSize(MOD_REVISION, facts.modRevision())
                + numberSize(VERSION, facts.version());
        int keySize = bytesSize(KEY, key);
        int valueSize = bytesSize(VALUE, value);
        byte[] encoded = new byte[keySize + numbers + valueSize + numberSize(LEASE, facts.lease())];
        CodedOutputStream out = CodedOutputStream.newInstance(encoded);
        try {
            writeBytes(out, KEY, key);
            writeNumber(out, CREATE_REVISION, facts.createRevision());
            writeNumber(out, MOD_REVISION, facts.modRevision());
            writeNumber(out, VERSION, facts.version());
            writeBytes(out, VALUE, value);
            writeNumber(out, LEASE, facts.lease());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        int valueEnd = keySize + numbers + valueSize;
        return new KeyValue(
                Bytes.wrapUnsafe(encoded),
                new KeyValueFields(
                        keySize - key.length(), key.length(), valueEnd - value.length(), value.length(), facts));
    }

    private static int bytesSize(int field, Bytes bytes) {
        return bytes.isEmpty()
                ? 0
                : CodedOutputStream.computeTagSize(field)
                        + CodedOutputStream.computeUInt32SizeNoTag(bytes.length())
                        + bytes.length();
    }

    private static int numberSize(int field, long number) {
        return number == 0 ? 0 : CodedOutputStream.computeInt64Size(field, number);
    }

    private static void writeNumber(CodedOutputStream out, int field, long number) throws IOException {
        if (number != 0) {
            out.writeInt64(field, number);
        }
    }

    private static void writeBytes(CodedOutputStream out, int field, Bytes bytes) throws IOException {
        if (!bytes.isEmpty()) {
            out.writeBytes(field, bytes.toByteString());
        }
    }

    static KeyValueFields decode(Bytes encoded) {
        try {
            return new Scan(encoded).run();
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not a KeyValue: " + malformed.getMessage(), malformed);
        }
    }

    /** One pass over the encoding; unknown fields are stepped over. */
    private static final class Scan {
        private final CodedInputStream in;
        private int keyStart;
        private int keyLength;
        private int valueStart;
        private int valueLength;
        private long createRevision;
        private long modRevision;
        private long version;
        private long lease;

        Scan(Bytes encoded) {
            this.in = encoded.toByteString().newCodedInput();
        }

        KeyValueFields run() throws IOException {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag) {
                    case KEY << 3 | LENGTH_DELIMITED -> {
                        keyLength = in.readRawVarint32();
                        keyStart = in.getTotalBytesRead();
                        in.skipRawBytes(keyLength);
                    }
                    case VALUE << 3 | LENGTH_DELIMITED -> {
                        valueLength = in.readRawVarint32();
                        valueStart = in.getTotalBytesRead();
                        in.skipRawBytes(valueLength);
                    }
                    case CREATE_REVISION << 3 | VARINT -> createRevision = in.readInt64();
                    case MOD_REVISION << 3 | VARINT -> modRevision = in.readInt64();
                    case VERSION << 3 | VARINT -> version = in.readInt64();
                    case LEASE << 3 | VARINT -> lease = in.readInt64();
                    default -> in.skipField(tag);
                }
            }
            return new KeyValueFields(
                    keyStart,
                    keyLength,
                    valueStart,
                    valueLength,
                    new Facts(createRevision, modRevision, version, lease));
        }
    }
}
