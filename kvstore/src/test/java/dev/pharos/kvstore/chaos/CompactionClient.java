package dev.pharos.kvstore.chaos;

import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.SplittableRandom;

/**
 * Compacts and defragments now and then, never beyond the revision where the load began: the checks need what came
 * since.
 */
final class CompactionClient implements Runnable {
    private final Connection connection;
    private final Compactions compactions;
    private final Progress progress;
    private final long upTo;
    private final SplittableRandom random;

    CompactionClient(
            Connection connection, Compactions compactions, Progress progress, long upTo, SplittableRandom random) {
        this.connection = connection;
        this.compactions = compactions;
        this.progress = progress;
        this.upTo = upTo;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            while (progress.await(progress.done() + 50 + random.nextInt(400))) {
                long from = Math.max(1, compactions.acknowledged());
                if (from < upTo) {
                    compact(random.nextLong(from, upTo) + 1);
                }
                if (random.nextInt(4) == 0) {
                    var unused = connection.maintenance().defragment(DefragmentRequest.getDefaultInstance());
                }
            }
        } catch (StatusRuntimeException gone) {
            progress.refused(gone);
        }
    }

    private void compact(long revision) {
        compactions.asking(revision);
        CompactionRequest request = CompactionRequest.newBuilder()
                .setRevision(revision)
                .setPhysical(random.nextBoolean())
                .build();
        try {
            var unused = connection.kv().compact(request);
            compactions.acknowledge(revision);
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() != Status.Code.OUT_OF_RANGE) {
                throw refused;
            }
        }
    }
}
