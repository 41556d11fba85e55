package dev.pharos.wire.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Byte strings over a few telling bytes, so that equal and neighbouring ones turn up often. */
final class Samples {
    private static final byte[] ALPHABET = {0x00, 0x01, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};

    private Samples() {}

    static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[random.nextInt(5)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return bytes;
    }

    /** The bytes with others before and behind them in the same array. */
    static Bytes sliceOfSomethingLarger(byte[] bytes, Random random) {
        byte[] around = new byte[bytes.length + 8];
        random.nextBytes(around);
        System.arraycopy(bytes, 0, around, 3, bytes.length);
        return Bytes.wrapUnsafe(around, 3, bytes.length);
    }

    /** All byte strings over 00, 01, fe, ff up to a length, the empty one first. */
    static List<Bytes> allUpTo(int length) {
        List<Bytes> all = new ArrayList<>(List.of(Bytes.EMPTY));
        int start = 0;
        for (int size = 1; size <= length; size++) {
            int end = all.size();
            for (Bytes shorter : all.subList(start, end).toArray(Bytes[]::new)) {
                for (String last : List.of("00", "01", "fe", "ff")) {
                    all.add(shorter.concat(Bytes.fromHex(last)));
                }
            }
            start = end;
        }
        return all;
    }
}
