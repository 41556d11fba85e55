package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.Message;
import dev.pharos.kvstore.http.json.JsonReading;
import dev.pharos.kvstore.http.json.JsonSequence;
import dev.pharos.kvstore.http.json.MalformedJson;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One call of a gRPC method, its requests read from JSON as it comes in. Owned by the event loop that is its
 * executor.
 *
 * <p>A method that takes one request is called with the first object that comes, or with an empty message if
 * the input ends without one; what follows the object is ignored. A method that takes a stream is given each
 * object; its input ends with that of the client, and also where something else than a request comes.
 */
final class GatewayCall extends ClientCall.Listener<Message> {
    private final MethodDescriptor<Message, Message> method;
    private final Message prototype;
    private final ClientCall<Message, Message> call;
    private final Reply reply;
    private final int maxMessageBytes;
    private final JsonSequence input = new JsonSequence();
    private final Runnable drained;
    private boolean inputEnded;
    private boolean requestsEnded;
    private boolean closed;
    private boolean owed;

    private GatewayCall(Setting setting, MethodDescriptor<Message, Message> method, Reply reply, Runnable drained) {
        this.method = method;
        this.prototype = prototype(method);
        this.reply = reply;
        this.drained = drained;
        this.maxMessageBytes = setting.maxMessageBytes();
        this.call = setting.channel().newCall(method, CallOptions.DEFAULT.withExecutor(setting.loop()));
    }

    /** What the calls of a connection have in common. */
    record Setting(Channel channel, Executor loop, int maxMessageBytes) {
        /** Base64 takes a third more, and names and space come on top. */
        int maxTextBytes() {
            return 2 * maxMessageBytes + 64 * 1024;
        }
    }

    /**
     * Opens a call.
     *
     * @param drained is run whenever the input has been read so far that more may come
     */
    static GatewayCall open(
            Setting setting,
            MethodDescriptor<Message, Message> method,
            Metadata headers,
            Reply reply,
            Runnable drained) {
        GatewayCall opened = new GatewayCall(setting, method, reply, drained);
        opened.call.start(opened, headers);
        opened.call.request(1);
        return opened;
    }

    private static Message prototype(MethodDescriptor<Message, Message> method) {
        if (method.getRequestMarshaller() instanceof MethodDescriptor.PrototypeMarshaller<Message> generated
                && generated.getMessagePrototype() != null) {
            return generated.getMessagePrototype();
        }
        throw new IllegalArgumentException(method.getFullMethodName() + " has no protobuf requests");
    }

    void feed(ByteBuf bytes) {
        if (!requestsEnded && !closed) {
            input.feed(bytes);
            pump();
        }
    }

    boolean isReady() {
        return call.isReady();
    }

    boolean takesOne() {
        return method.getType().clientSendsOneMessage();
    }

    /** What waits because the service does not take it yet. */
    int waitingBytes() {
        return requestsEnded || closed ? 0 : input.bufferedBytes();
    }

    void endOfInput() {
        inputEnded = true;
        pump();
    }

    /** The client is gone: the call is cancelled, in the words of Go programs. */
    void cancel() {
        if (!closed) {
            call.cancel("context canceled", null);
        }
    }

    /** The reply can take more again. */
    void writable() {
        if (owed && reply.isWritable()) {
            owed = false;
            call.request(1);
        }
    }

    private void pump() {
        if (takesOne()) {
            pumpSingle();
        } else {
            pumpStream();
        }
    }

    private void pumpSingle() {
        if (requestsEnded || closed) {
            return;
        }
        try {
            Optional<String> object = input.next();
            if (object.isPresent()) {
                send(read(object.get()));
                endRequests();
            } else if (inputEnded && input.bufferedBytes() > 0) {
                refuse(Status.INVALID_ARGUMENT.withDescription("unexpected EOF"));
            } else if (inputEnded) {
                send(prototype);
                endRequests();
            }
        } catch (MalformedJson malformed) {
            refuse(Status.INVALID_ARGUMENT.withDescription(malformed.getMessage()));
        }
    }

    private void pumpStream() {
        try {
            while (!requestsEnded && !closed && call.isReady()) {
                Optional<String> object = input.next();
                if (object.isEmpty()) {
                    if (inputEnded) {
                        endRequests();
                    }
                    break;
                }
                send(read(object.get()));
            }
        } catch (MalformedJson malformed) {
            endRequests();
        }
        drained.run();
    }

    private Message read(String object) {
        Message.Builder request = prototype.newBuilderForType();
        JsonReading.read(object, request);
        return request.build();
    }

    private void send(Message request) {
        int bytes = request.getSerializedSize();
        if (bytes > maxMessageBytes) {
            refuse(tooLarge(bytes, maxMessageBytes));
        } else {
            call.sendMessage(request);
        }
    }

    static Status tooLarge(long bytes, int maxMessageBytes) {
        return Status.RESOURCE_EXHAUSTED.withDescription(
                "grpc: received message larger than max (" + bytes + " vs. " + maxMessageBytes + ")");
    }

    private void endRequests() {
        if (!requestsEnded && !closed) {
            requestsEnded = true;
            call.halfClose();
        }
    }

    /** Ends the call with this, whatever becomes of it behind. */
    void refuse(Status status) {
        if (!closed) {
            closed = true;
            call.cancel("refused by the gateway", null);
            if (takesOne()) {
                reply.refused(status);
            } else {
                reply.closed(status);
            }
        }
    }

    @Override
    public void onReady() {
        pump();
    }

    @Override
    public void onMessage(Message message) {
        if (closed) {
            return;
        }
        reply.message(message);
        if (reply.isWritable()) {
            call.request(1);
        } else {
            owed = true;
        }
    }

    @Override
    public void onClose(Status status, @Nullable Metadata trailers) {
        if (!closed) {
            closed = true;
            reply.closed(status);
        }
    }
}
