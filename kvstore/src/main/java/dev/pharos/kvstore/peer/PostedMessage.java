package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.Exchange;
import dev.pharos.kvstore.http.exchange.WholeBody;
import dev.pharos.kvstore.peer.link.LinkParts;
import dev.pharos.kvstore.peer.link.LocalMember;
import dev.pharos.raft.codec.MalformedRecord;
import dev.pharos.raft.codec.MessageCodec;
import dev.pharos.raft.codec.ProtoReader;
import dev.pharos.raft.model.Message;
import dev.pharos.raft.model.Message.InstallSnapshot;
import java.util.Optional;

/** One message in a request of its own. Owned by the event loop of the exchange. */
final class PostedMessage extends WholeBody {
    private static final int MAX_BYTES = 512 << 20;

    private final Exchange exchange;
    private final LinkParts parts;
    private final Roster roster;

    PostedMessage(Exchange exchange, LinkParts parts, Roster roster) {
        super(MAX_BYTES);
        this.exchange = exchange;
        this.parts = parts;
        this.roster = roster;
    }

    @Override
    protected void whole(byte[] body) {
        Optional<Message> message;
        try {
            message = MessageCodec.read(new ProtoReader(body, 0, body.length));
        } catch (MalformedRecord malformed) {
            failed(String.valueOf(malformed.getMessage()));
            exchange.answer(Answer.refusal(400, "error unmarshalling raft message"));
            return;
        }
        exchange.answer(take(message, body.length));
    }

    private Answer take(Optional<Message> message, int bytes) {
        if (message.isEmpty() || message.get() instanceof InstallSnapshot) {
            return Answer.refusal(500, "error processing raft message");
        }
        Optional<Answer> refusal = Admission.refusal(message.get(), parts.self().id(), roster);
        if (refusal.isEmpty()) {
            parts.events().received(message.get().from(), bytes);
            parts.reception().receive(message.get());
        }
        return refusal.orElseGet(() -> Answer.empty(204));
    }

    @Override
    protected void tooLong(long atLeastBytes) {
        failed("a message of more than " + MAX_BYTES + " bytes");
        exchange.answer(Answer.refusal(400, "error reading raft message"));
    }

    private void failed(String reason) {
        parts.events().receiveFailed(exchange.head().header(LocalMember.FROM).orElse("unknown"), reason);
    }
}
