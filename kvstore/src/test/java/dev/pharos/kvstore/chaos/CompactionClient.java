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

    private final Door door;
    private final Compactions compactions;
    private final Progress progress;
    private final Choice choice;
    private final SplittableRandom random;

    CompactionClient(Door door, Compactions compactions, Progress progress, Choice choice, SplittableRandom random) {
        this.door = door;
        this.compactions = compactions;
        this.progress = progress;
        this.choice = choice;
        this.random = random;
    }

    @Override
    public void run() {
        boolean isServed = true;
        while (isServed && progress.await(progress.done() + 50 + random.nextInt(250))) {
            try {
                act();
            } catch (StatusRuntimeException refused) {
                progress.refused(refused);
                isServed = door.staysOpen(refused);
            }
        }
    }

    private void act() {
        long from = Math.max(1, compactions.acknowledged());
        if (from < choice.upTo()) {
            compact(choice.after(from, random));
        }
        if (random.nextBoolean()) {
            var unused = door.connection().maintenance().defragment(DefragmentRequest.getDefaultInstance());
        }
    }

    private void compact(long revision) {
        compactions.asking(revision);
        CompactionRequest request = CompactionRequest.newBuilder()
                .setRevision(revision)
                .setPhysical(random.nextBoolean())
                .build();
        try {
            var unused = door.connection().kv().compact(request);
            compactions.acknowledge(revision);
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() != Status.Code.OUT_OF_RANGE) {
                throw refused;
            }
        }
    }
}
