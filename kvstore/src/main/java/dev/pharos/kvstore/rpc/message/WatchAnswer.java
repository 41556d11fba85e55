package dev.pharos.kvstore.rpc.message;

import com.google.protobuf.CodedOutputStream;
import dev.pharos.kvstore.watch.protocol.Sender;
import dev.pharos.kvstore.watch.protocol.WatchMessage;
import java.io.IOException;

/** A {@code WatchResponse} from this member. */
public record WatchAnswer(WatchMessage message, Sender sender) implements WireAnswer {
    @Override
    public long sizeBytes() {
        return message.encodedSize(sender);
    }

    @Override
    public void writeTo(CodedOutputStream out) throws IOException {
        message.writeTo(out, sender);
    }
}
