package dev.pharos.kvstore.lease;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The way into the log. Any thread; must not block. A stage ends once the entry is applied here, or will not
 * be for all this member knows. That of a revoke fails with the {@link dev.pharos.kvstore.model.Refusal} if applying
 * it had no effect.
 *
 * <p>Each proposal carries the term in which its deadlines were found to have passed. An entry that stands in
 * the log under a later term must have no effect: the leader of that term has started every lease anew, and
 * clients renew there (etcd 12528, 15247). Proposals of one term enter the log in the order in which they were
 * made, or not at all.
 */
public interface LeaseProposals {
    CompletionStage<?> revoke(long id, long term);

    CompletionStage<?> checkpoint(List<Remaining> checkpoints, long term);
}
