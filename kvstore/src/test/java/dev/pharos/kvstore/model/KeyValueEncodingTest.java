package dev.pharos.kvstore.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.pharos.kvstore.model.KeyValue.Facts;
import dev.pharos.wire.value.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyValueEncodingTest {
    private final Random random = new Random(7);

    @Test
    void random_pairs_are_encoded_as_protobuf_encodes_them() {
        for (int i = 0; i < 5_000; i++) {
            var message = randomPair();
            KeyValue pair = KeyValue.of(
                    Bytes.fromByteString(message.getKey()), Bytes.fromByteString(message.getValue()), facts(message));

            assertThat(pair.encoded().toByteString()).isEqualTo(message.toByteString());
            assertSame(pair, message);
        }
    }

    @Test
    void what_protobuf_encoded_is_read_as_it_was_meant() {
        for (int i = 0; i < 5_000; i++) {
            var message = randomPair();

            assertSame(KeyValue.decode(Bytes.fromByteString(message.toByteString())), message);
        }
    }

    @Test
    void fields_of_a_later_version_are_stepped_over_and_kept() {
        var later = randomPair().toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                99,
                                UnknownFieldSet.Field.newBuilder()
                                        .addVarint(5)
                                        .addLengthDelimited(ByteString.copyFromUtf8("new"))
                                        .build())
                        .build())
                .build();

        KeyValue pair = KeyValue.decode(Bytes.fromByteString(later.toByteString()));

        assertSame(pair, later);
        assertThat(pair.encoded().toByteString()).isEqualTo(later.toByteString());
    }

    @Test
    void a_tombstone_has_nothing_but_its_key() {
        Bytes key = Bytes.fromUtf8("gone");

        assertThat(KeyValue.tombstone(key).encoded().toByteString())
                .isEqualTo(dev.pharos.wire.proto.mvccpb.KeyValue.newBuilder()
                        .setKey(key.toByteString())
                        .build()
                        .toByteString());
    }

    @Test
    void without_its_value_a_pair_keeps_all_its_facts() {
        KeyValue pair = KeyValue.of(Bytes.fromUtf8("k"), Bytes.fromUtf8("v"), new Facts(2, 5, 3, 7));

        assertThat(pair.withoutValue()).isEqualTo(KeyValue.of(Bytes.fromUtf8("k"), Bytes.EMPTY, new Facts(2, 5, 3, 7)));
    }

    @Test
    void what_ends_too_early_is_no_pair() {
        Bytes whole = KeyValue.of(Bytes.fromUtf8("key"), Bytes.fromUtf8("value"), new Facts(300, 300, 1, 0))
                .encoded();
        int refused = 0;
        for (int length = 0; length < whole.length(); length++) {
            Bytes cut = whole.slice(0, length);
            try {
                KeyValue.decode(cut);
            } catch (IllegalArgumentException expected) {
                refused++;
            }
        }

        assertThat(refused).isGreaterThanOrEqualTo(whole.length() - 6);
        assertThatThrownBy(() -> KeyValue.decode(Bytes.fromHex("0affffffff0f")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertSame(KeyValue pair, dev.pharos.wire.proto.mvccpb.KeyValue message) {
        assertThat(pair.key().toByteString()).isEqualTo(message.getKey());
        assertThat(pair.value().toByteString()).isEqualTo(message.getValue());
        assertThat(pair.createRevision()).isEqualTo(message.getCreateRevision());
        assertThat(pair.modRevision()).isEqualTo(message.getModRevision());
        assertThat(pair.version()).isEqualTo(message.getVersion());
        assertThat(pair.lease()).isEqualTo(message.getLease());
    }

    private static Facts facts(dev.pharos.wire.proto.mvccpb.KeyValue message) {
        return new Facts(
                message.getCreateRevision(), message.getModRevision(), message.getVersion(), message.getLease());
    }

    private dev.pharos.wire.proto.mvccpb.KeyValue randomPair() {
        return dev.pharos.wire.proto.mvccpb.KeyValue.newBuilder()
                .setKey(bytes(random.nextInt(3) * 70))
                .setValue(bytes(random.nextInt(3) * 9_000))
                .setCreateRevision(number())
                .setModRevision(number())
                .setVersion(number())
                .setLease(number())
                .build();
    }

    private ByteString bytes(int length) {
        byte[] bytes = new byte[length == 0 ? random.nextInt(3) : length + random.nextInt(130)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private long number() {
        return random.nextInt(4) == 0 ? 0 : random.nextLong() >> random.nextInt(64);
    }
}
