package dev.pharos.raft.node;

import dev.pharos.raft.core.RaftStatus;
import dev.pharos.raft.outcome.RaftException;
import java.util.concurrent.CompletableFuture;

/** Something that happens to a member, to be taken in by its loop. */
interface LoopInput<R> {
    void into(RaftLoop<R> loop);

    /** The loop ended before it came to this. */
    default void abandoned(RaftException reason) {}

    /** Somebody wants to know what a leader knows of the others. */
    record Peers<R>(CompletableFuture<RaftStatus.Peers> future) implements LoopInput<R> {
        @Override
        public void into(RaftLoop<R> loop) {
            future.complete(loop.core().peers());
        }

        @Override
        public void abandoned(RaftException reason) {
            future.completeExceptionally(reason);
        }
    }

    /** Somebody waits for a linearizable read. */
    record Read<R>(CompletableFuture<Long> future) implements LoopInput<R> {
        @Override
        public void into(RaftLoop<R> loop) {
            loop.read(future);
        }

        @Override
        public void abandoned(RaftException reason) {
            future.completeExceptionally(reason);
        }
    }
}
