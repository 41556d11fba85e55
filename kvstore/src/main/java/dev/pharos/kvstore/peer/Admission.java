package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.raft.model.Message;
import java.util.Optional;

/** Whether a message that was posted may go on to raft. */
final class Admission {
    private Admission() {}

    /** The answer to one that may not. */
    static Optional<Answer> refusal(Message message, long self, Roster roster) {
        if (roster.isRemoved(message.from())) {
            return Optional.of(Answer.json(403, "{\"message\":\"cannot process message from removed member\"}"));
        }
        return message.to() == self
                ? Optional.empty()
                : Optional.of(Answer.refusal(500, "error processing raft message"));
    }
}
