package dev.pharos.kvstore.dbfile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Reads a file at any place through two stretches of fixed size, each filled from the place asked for on,
 * so that walking forward costs few reads. Two, because a walk over leaves keeps looking back at the branch
 * above them. One thread; several windows may share a channel.
 */
final class FileWindow {
    private final FileChannel channel;
    private final long size;
    private Stretch recent;
    private Stretch other;

    private static final class Stretch {
        private final byte[] bytes;
        private long start;
        private int length;

        Stretch(int capacity) {
            this.bytes = new byte[capacity];
        }

        boolean holds(long at, int count) {
            return at >= start && at + count <= start + length;
        }

        byte[] copy(long at, int count) {
            int from = (int) (at - start);
            return Arrays.copyOfRange(bytes, from, from + count);
        }
    }

    FileWindow(FileChannel channel, long size, int stretchBytes) {
        int capacity = (int) Math.min(stretchBytes, size);
        this.channel = channel;
        this.size = size;
        this.recent = new Stretch(capacity);
        this.other = new Stretch(capacity);
    }

    /** {@code count} bytes of their own. The caller has bounded the count. */
    byte[] read(long at, int count) {
        if (at < 0 || count > size - at) {
            throw new DbFileException("the file ends at " + size + ", before " + count + " bytes at " + at);
        }
        if (count > recent.bytes.length / 2) {
            byte[] bytes = new byte[count];
            fill(bytes, at, count);
            return bytes;
        }
        if (!recent.holds(at, count)) {
            swap();
        }
        if (!recent.holds(at, count)) {
            load(recent, at);
        }
        return recent.copy(at, count);
    }

    /** The stretch not used for longer is now the recent one: either it holds what is wanted, or it will. */
    private void swap() {
        Stretch previous = recent;
        recent = other;
        other = previous;
    }

    private void load(Stretch stretch, long at) {
        stretch.length = 0;
        int count = (int) Math.min(stretch.bytes.length, size - at);
        fill(stretch.bytes, at, count);
        stretch.start = at;
        stretch.length = count;
    }

    private void fill(byte[] bytes, long at, int count) {
        ByteBuffer target = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (target.hasRemaining()) {
                if (channel.read(target, at + target.position()) < 0) {
                    throw new DbFileException("the file was cut short while it was read");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
