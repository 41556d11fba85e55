package dev.pharos.kvstore.apply;

import com.google.protobuf.Message;
import dev.pharos.kvstore.model.Refusal;
import dev.pharos.wire.error.EtcdError;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a command comes to: an answer, header and all, or why not. */
public final class Outcome {
    private static final CompletionStage<?> NOTHING_MORE = CompletableFuture.completedFuture(null);

    private final @Nullable Message answer;
    private final @Nullable EtcdError refusal;
    private final CompletionStage<?> settled;

    private Outcome(@Nullable Message answer, @Nullable EtcdError refusal, CompletionStage<?> settled) {
        this.answer = answer;
        this.refusal = refusal;
        this.settled = settled;
    }

    static Outcome of(Message answer) {
        return new Outcome(answer, null, NOTHING_MORE);
    }

    /** The command is done, and something goes on behind it that some callers wait for. */
    static Outcome of(Message answer, CompletionStage<?> settled) {
        return new Outcome(answer, null, settled);
    }

    static Outcome refused(EtcdError why) {
        return new Outcome(null, why, NOTHING_MORE);
    }

    /**
     * The answer.
     *
     * @throws Refusal if there is none
     */
    public <T extends Message> T answer(Class<T> type) {
        if (refusal != null) {
            throw new Refusal(refusal);
        }
        return type.cast(Objects.requireNonNull(answer));
    }

    public boolean isRefused() {
        return refusal != null;
    }

    /** What goes on behind the answer, as the physical removal of what was compacted. */
    public CompletionStage<?> settled() {
        return settled;
    }
}
