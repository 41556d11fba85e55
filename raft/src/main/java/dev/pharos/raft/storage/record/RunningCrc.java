package dev.pharos.raft.storage.record;

import java.util.zip.CRC32C;

/**
 * A CRC-32C that goes on from any earlier value. The JDK's one starts from nothing only, but four bytes
 * are enough to bring it to every state: those are found by running the register backwards through 32
 * zero bits from the state wanted, and taking the difference to the state at the start.
 */
public final class RunningCrc {
    private static final int POLYNOMIAL = 0x82F63B78;

    private final CRC32C crc = new CRC32C();

    public RunningCrc(int start) {
        startFrom(start);
    }

    public void startFrom(int value) {
        crc.reset();
        if (value == 0) {
            return;
        }
        int register = ~value;
        for (int bit = 0; bit < 32; bit++) {
            boolean carried = register < 0;
            register = carried ? (register ^ POLYNOMIAL) << 1 | 1 : register << 1;
        }
        int prefix = ~register;
        for (int shift = 0; shift < 32; shift += 8) {
            crc.update(prefix >>> shift & 0xFF);
        }
    }

    public void update(byte[] bytes, int from, int length) {
        crc.update(bytes, from, length);
    }

    public int value() {
        return (int) crc.getValue();
    }
}
