package dev.pharos.raft.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Payload;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: a value, or a malformed record, and nothing else. */
class HostileBytesTest {
    private static final int ROUNDS = 12_000;

    private static final List<Consumer<Payload>> READERS = List.of(
            bytes -> EntryCodec.read(new ProtoReader(bytes)),
            bytes -> HardStateCodec.read(new ProtoReader(bytes)),
            bytes -> MembershipCodec.read(new ProtoReader(bytes)),
            bytes -> SnapshotCodec.read(new ProtoReader(bytes)),
            bytes -> MessageCodec.read(new ProtoReader(bytes)),
            bytes -> MembershipChangeCodec.decode(EntryType.CHANGE, bytes),
            bytes -> MembershipChangeCodec.decode(EntryType.CHANGE_V2, bytes));

    @Test
    void random_bytes_are_read_or_malformed() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) (8 * (1 + random.nextInt(5)) + random.nextInt(3));
            }
            read(Payload.wrap(bytes));
        }
    }

    @Test
    void changed_bytes_are_read_or_malformed() {
        SplittableRandom random = new SplittableRandom(3);
        RandomValues values = new RandomValues(4);
        int malformed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            ProtoWriter out = new ProtoWriter();
            if (i % 2 == 0) {
                SnapshotCodec.write(values.snapshot(), out);
            } else {
                out.bytes(9, values.payload());
                EntryCodec.write(values.entry(), out);
            }
            byte[] bytes = out.toPayload().array();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            malformed += read(Payload.wrap(bytes));
        }
        assertThat(malformed).isGreaterThan(ROUNDS);
    }

    @Test
    void claims_of_huge_lengths_allocate_nothing() {
        for (String bytes : List.of("22ffffffff07", "22ffffffffffffffffff01", "7affffffff0f", "22808080808080808001")) {
            assertThatThrownBy(() -> EntryCodec.read(reader(bytes)))
                    .isInstanceOf(MalformedRecord.class)
                    .hasMessageContaining("claims");
        }
    }

    @Test
    void numbers_that_are_cut_off_or_never_end_are_malformed() {
        for (String bytes : List.of("08", "0880", "08ffffffffffffffffffff01", "0001", "0b", "0c", "0f", "09", "0d01")) {
            assertThatThrownBy(() -> EntryCodec.read(reader(bytes))).as(bytes).isInstanceOf(MalformedRecord.class);
        }
    }

    @Test
    void numbers_beyond_an_enum_are_malformed() {
        assertThatThrownBy(() -> EntryCodec.read(reader("0803"))).isInstanceOf(MalformedRecord.class);
        assertThatThrownBy(() -> EntryCodec.read(reader("08ffffffffffffffffff01")))
                .isInstanceOf(MalformedRecord.class);
    }

    @Test
    void endless_lists_of_members_are_malformed() {
        ProtoWriter out = new ProtoWriter();
        for (int i = 0; i < 2_000; i++) {
            out.uint64(1, i);
        }
        assertThatThrownBy(() -> MembershipCodec.read(new ProtoReader(out.toPayload())))
                .isInstanceOf(MalformedRecord.class);
    }

    private static int read(Payload bytes) {
        int malformed = 0;
        for (Consumer<Payload> reader : READERS) {
            try {
                reader.accept(bytes);
            } catch (MalformedRecord e) {
                malformed++;
            }
        }
        return malformed;
    }

    private static ProtoReader reader(String hex) {
        return new ProtoReader(Payload.wrap(HexFormat.of().parseHex(hex)));
    }
}
