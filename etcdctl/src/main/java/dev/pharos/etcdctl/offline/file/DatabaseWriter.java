package dev.pharos.etcdctl.offline.file;

import dev.pharos.etcdctl.offline.terminal.Progress;
import dev.pharos.kvstore.dbfile.BucketRows;
import dev.pharos.kvstore.dbfile.DbFilePlan;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Writes rows as a database file without gaps. */
final class DatabaseWriter {
    private DatabaseWriter() {}

    /** A new file, for its owner only; on disk when this returns. Answers its size. */
    static long write(List<BucketRows> buckets, Path file, Progress progress) throws IOException {
        DbFilePlan plan = DbFilePlan.of(buckets);
        try (FileChannel channel = FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                OutputStream out = new Watched(Channels.newOutputStream(channel), plan.sizeBytes(), progress)) {
            plan.writeTo(out);
            channel.force(true);
        } finally {
            progress.clear();
        }
        return plan.sizeBytes();
    }

    private static final class Watched extends FilterOutputStream {
        private final long total;
        private final Progress progress;
        private long written;

        Watched(OutputStream out, long total, Progress progress) {
            super(out);
            this.total = total;
            this.progress = progress;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            written(1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
            written(count);
        }

        private void written(int count) {
            written += count;
            progress.report("writing", written, total);
        }
    }
}
