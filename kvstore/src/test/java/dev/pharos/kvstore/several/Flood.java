package dev.pharos.kvstore.several;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.PutResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;

/** Many puts in a short time. */
final class Flood {
    private static final int AT_ONCE = 64;
    private static final int KEYS = 500;

    private Flood() {}

    /** All are acknowledged when this returns; the last revision. */
    static long through(Member member, int puts, int valueBytes) {
        KVGrpc.KVFutureStub kv = KVGrpc.newFutureStub(member.connection().channel());
        ByteString value = ByteString.copyFrom(new byte[valueBytes]);
        Deque<ListenableFuture<PutResponse>> waiting = new ArrayDeque<>();
        long revision = 0;
        for (int put = 0; put < puts; put++) {
            if (waiting.size() == AT_ONCE) {
                revision = Math.max(revision, revision(waiting.remove()));
            }
            waiting.add(kv.put(PutRequest.newBuilder()
                    .setKey(ByteString.copyFromUtf8("flood/" + put % KEYS))
                    .setValue(value)
                    .build()));
        }
        for (ListenableFuture<PutResponse> each : waiting) {
            revision = Math.max(revision, revision(each));
        }
        return revision;
    }

    private static long revision(ListenableFuture<PutResponse> answer) {
        try {
            return answer.get().getHeader().getRevision();
        } catch (ExecutionException refused) {
            throw new AssertionError(refused);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }
}
