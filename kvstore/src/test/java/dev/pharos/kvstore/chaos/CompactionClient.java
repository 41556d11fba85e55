package dev.pharos.kvstore.chaos;

import dev.pharos.wire.proto.etcdserverpb.CompactionRequest;
import dev.pharos.wire.proto.etcdserverpb.DefragmentRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Compacts and defragments now and then, never beyond the revision where the load began: the checks need what came
 * since.
 */
final class CompactionClient implements Runnable {
    /**
     * Where to compact: at any revision, and rather at those of deletions, which must outlive the compaction.
     *
     * @param deletions revisions that deleted something, in order
     */
    record Choice(long upTo, List<Long> deletions) {
        long after(long from, SplittableRandom random) {
            List<Long> later =
                    deletions.stream().filter(one -> one > from && one <= upTo).toList();
            return later.isEmpty() || random.nextBoolean()
                    ? random.nextLong(from, upTo) + 1
                    : later.get(random.nextInt(later.size()));
        }
    }

    private final Connection connection;
    private final Compactions compactions;
    private final Progress progress;
    private final Choice choice;
    private final SplittableRandom random;

    CompactionClient(
            Connection connection, Compactions compactions, Progress progress, Choice choice, SplittableRandom random) {
        this.connection = connection;
        this.compactions = compactions;
        this.progress = progress;
        this.choice = choice;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            while (progress.await(progress.done() + 50 + random.nextInt(250))) {
                long from = Math.max(1, compactions.acknowledged());
                if (from < choice.upTo()) {
                    compact(choice.after(from, random));
                }
                if (random.nextBoolean()) {
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
