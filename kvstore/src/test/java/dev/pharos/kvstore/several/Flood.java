package dev.pharos.kvstore.several;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;

/** Many puts in a short time. */
final class Flood {
    private static final int AT_ONCE = 64;
    private static final int KEYS = 500;
    private static final int ATTEMPTS = 3;

    private final KVGrpc.KVFutureStub kv;
    private final ByteString value;
    private final Deque<Sent> waiting = new ArrayDeque<>();
    private long revision;

    private Flood(KVGrpc.KVFutureStub kv, ByteString value) {
        this.kv = kv;
        this.value = value;
    }

    private record Sent(PutRequest put, ListenableFuture<PutResponse> answer) {}

    /** All are acknowledged when this returns; the last revision. */
    static long through(Member member, int puts, int valueBytes) {
        KVGrpc.KVFutureStub kv = KVGrpc.newFutureStub(member.connection().channel());
        return new Flood(kv, ByteString.copyFrom(new byte[valueBytes])).run(puts);
    }

    private long run(int puts) {
        for (int put = 0; put < puts; put++) {
            if (waiting.size() == AT_ONCE) {
                acknowledge(waiting.remove());
            }
            waiting.add(send(PutRequest.newBuilder()
                    .setKey(ByteString.copyFromUtf8("flood/" + put % KEYS))
                    .setValue(value)
                    .build()));
        }
        while (!waiting.isEmpty()) {
            acknowledge(waiting.remove());
        }
        return revision;
    }

    private Sent send(PutRequest put) {
        return new Sent(put, kv.put(put));
    }

    /** What was on its way to a leader that fell is lost without a word, and here it does no harm to say it twice. */
    private void acknowledge(Sent first) {
        Sent sent = first;
        for (int attempt = 1; ; attempt++) {
            try {
                revision = Math.max(revision, sent.answer().get().getHeader().getRevision());
                return;
            } catch (ExecutionException refused) {
                boolean unknown = Status.fromThrowable(refused.getCause()).getCode() == Status.Code.UNAVAILABLE;
                if (!unknown || attempt == ATTEMPTS) {
                    throw new AssertionError(refused);
                }
                sent = send(sent.put());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new AssertionError(stop);
            }
        }
    }
}
