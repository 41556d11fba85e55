package dev.pharos.kvstore.model;

import dev.pharos.wire.value.Bytes;

/**
 * A key and what stands under it, in the encoding of {@code mvccpb.KeyValue}. The bytes are made once, when
 * the change is applied, and go from there as they are into storage, answers and watches. They are the same
 * bytes that etcd would write.
 *
 * <p>A deleted key's tombstone has nothing but its key.
 */
public final class KeyValue {
    private final Bytes encoded;
    private final KeyValueFields fields;

    KeyValue(Bytes encoded, KeyValueFields fields) {
        this.encoded = encoded;
        this.fields = fields;
    }

    /** When a key was made and changed, how often, and the lease it hangs on, 0 for none. */
    public record Facts(long createRevision, long modRevision, long version, long lease) {
        public static final Facts TOMBSTONE = new Facts(0, 0, 0, 0);
    }

    public static KeyValue of(Bytes key, Bytes value, Facts facts) {
        return KeyValueFields.encode(key, value, facts);
    }

    public static KeyValue tombstone(Bytes key) {
        return of(key, Bytes.EMPTY, Facts.TOMBSTONE);
    }

    /**
     * Takes the bytes over as they are; fields are read out of them now.
     *
     * @throws IllegalArgumentException if they are not a KeyValue
     */
    public static KeyValue decode(Bytes encoded) {
        return new KeyValue(encoded, KeyValueFields.decode(encoded));
    }

    /** What a pair of that encoded length takes in an answer: a tag, the length, and itself. */
    public static long bytesInAnswer(int encodedBytes) {
        int lengthBits = Integer.SIZE - Integer.numberOfLeadingZeros(encodedBytes | 1);
        return 1L + (lengthBits + 6) / 7 + encodedBytes;
    }

    public Bytes encoded() {
        return encoded;
    }

    public Bytes key() {
        return encoded.slice(fields.keyStart(), fields.keyStart() + fields.keyLength());
    }

    public Bytes value() {
        return encoded.slice(fields.valueStart(), fields.valueStart() + fields.valueLength());
    }

    public long createRevision() {
        return fields.facts().createRevision();
    }

    public long modRevision() {
        return fields.facts().modRevision();
    }

    public long version() {
        return fields.facts().version();
    }

    public long lease() {
        return fields.facts().lease();
    }

    /** The same pair as an answer gives it that was asked for keys only. */
    public KeyValue withoutValue() {
        return of(key(), Bytes.EMPTY, fields.facts());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyValue that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        Facts facts = fields.facts();
        return key() + "=" + value() + " create=" + facts.createRevision() + " mod=" + facts.modRevision() + " version="
                + facts.version() + " lease=" + facts.lease();
    }
}
