package dev.pharos.kvstore.http.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;

/** Where the outcome of a call goes. Called on the event loop of the connection. */
interface Reply {
    void message(Message message);

    /** The last word of a call that was never made, because its request was none. */
    void refused(Status status);

    /** The last word of a call. */
    void closed(Status status);

    /** Whether another message can be sent without piling up. */
    boolean isWritable();
}
