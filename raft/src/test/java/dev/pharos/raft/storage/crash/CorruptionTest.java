package dev.pharos.raft.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.raft.simulation.disk.SimDisk;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.disk.DiskFile;
import dev.pharos.raft.storage.disk.StorageFailure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bytes of a finished log go bad, one place at a time. Either the start is refused with the file and the
 * place, or nothing that counts was hit, or the damage looks exactly like a torn write at the end, for
 * which the format has no other answer than to cut it off.
 */
class CorruptionTest {
    private enum Outcome {
        DETECTED,
        HARMLESS,
        CUT
    }

    private final Workload workload = new Workload(Workload::rottenLife);
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private List<String> segments = List.of();
    private List<LogState> prefixes = List.of();

    @BeforeEach
    void live() {
        assertThat(workload.run()).isTrue();
        segments = workload.log.list().stream()
                .filter(file -> file.endsWith(".wal"))
                .toList();
        assertThat(segments).hasSizeGreaterThan(1);
        prefixes = workload.member().orElseThrow().allStates();
    }

    @Test
    void flipped_bits_are_detected_or_harmless_or_look_like_a_torn_tail() {
        for (String segment : segments) {
            long bits = workload.log.bytes(segment).length * 8L;
            for (long bit = 0; bit < bits; bit += 3) {
                long flipped = bit;
                tryOut(segment, bytes -> {
                    bytes[(int) (flipped >>> 3)] ^= (byte) (1 << (flipped & 7));
                    return bytes;
                });
            }
        }
        report("flipped bits");
        assertThat(outcomes.get(Outcome.DETECTED)).isGreaterThan(10_000);
        assertThat(outcomes.getOrDefault(Outcome.CUT, 0)).isLessThan(outcomes.get(Outcome.DETECTED) / 100);
    }

    @Test
    void zeroed_ranges_are_detected_or_harmless_or_look_like_a_torn_tail() {
        for (String segment : segments) {
            int size = workload.log.bytes(segment).length;
            for (int length : new int[] {1, 8, 100, 512, 2048}) {
                for (int from = 0; from + length <= size; from += 4) {
                    int start = from;
                    tryOut(segment, bytes -> {
                        Arrays.fill(bytes, start, start + length, (byte) 0);
                        return bytes;
                    });
                }
            }
        }
        report("zeroed ranges");
        assertThat(outcomes.get(Outcome.DETECTED)).isGreaterThan(1_000);
    }

    @Test
    void files_cut_short_are_detected_or_harmless_or_look_like_a_torn_tail() {
        for (String segment : segments) {
            for (int size = workload.log.bytes(segment).length - 1; size >= 0; size -= 3) {
                int length = size;
                tryOut(segment, bytes -> Arrays.copyOf(bytes, length));
            }
        }
        report("shorter files");
        assertThat(outcomes.get(Outcome.DETECTED)).isGreaterThan(500);
    }

    private void tryOut(String segment, UnaryOperator<byte[]> damage) {
        byte[] good = workload.log.bytes(segment);
        byte[] bad = damage.apply(good.clone());
        SimDisk log = workload.log.copy();
        try (DiskFile file = log.create(segment)) {
            file.write(ByteBuffer.wrap(bad), 0);
        }
        Outcome outcome = recover(log);
        if (outcome == Outcome.CUT) {
            assertThat(segment).as("only the newest segment is cut").isEqualTo(segments.get(segments.size() - 1));
            assertThat(looksTorn(good, bad)).as("the cut is explained").isTrue();
        }
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private Outcome recover(SimDisk log) {
        try (MemberStorage storage = ScriptedMember.storageOn(log, workload.snapshots.copy())) {
            LogState found = LogState.of(storage.recover());
            assertThat(prefixes).as("nothing is invented").contains(found);
            return found.equals(prefixes.get(prefixes.size() - 1)) ? Outcome.HARMLESS : Outcome.CUT;
        } catch (StorageFailure e) {
            assertThat(e.getMessage()).matches("[0-9a-f]{16}-[0-9a-f]{16}\\.wal, byte \\d+: .+");
            return Outcome.DETECTED;
        }
    }

    /** Etcd's rule with pieces of half a sector: no length, a record past the end, or a piece of zeros in it. */
    private static boolean looksTorn(byte[] good, byte[] bad) {
        int start = damagedRecord(good, bad);
        if (start + 8 > bad.length) {
            return true;
        }
        long field = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).getLong(start);
        long end = start + 8 + (field & 0x00FF_FFFF_FFFF_FFFFL) + 7 & ~7L;
        if (field == 0 || end > bad.length) {
            return true;
        }
        int pieceEnd;
        for (int piece = start; piece < end; piece = pieceEnd) {
            pieceEnd = (piece / 256 + 1) * 256;
            if (isZero(bad, piece, (int) Math.min(end, pieceEnd))) {
                return true;
            }
        }
        return false;
    }

    private static int damagedRecord(byte[] good, byte[] bad) {
        int at = 0;
        while (true) {
            long field = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
            int end = (int) (at + 8 + (field & 0x00FF_FFFF_FFFF_FFFFL) + 7 & ~7L);
            if (end > bad.length || !Arrays.equals(good, at, end, bad, at, end)) {
                return at;
            }
            at = end;
        }
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void report(String what) {
        System.out.println(what + ": " + outcomes);
    }
}
