package dev.pharos.kvstore.rpc;

import dev.pharos.kvstore.failpoint.Failpoint;
import dev.pharos.kvstore.model.RangeQuery;
import dev.pharos.kvstore.model.RangeQuery.Content;
import dev.pharos.kvstore.mvcc.ReadView;
import dev.pharos.kvstore.mvcc.read.RangeScan;
import dev.pharos.kvstore.rpc.message.InnerAnswer;
import dev.pharos.kvstore.rpc.message.PieceAnswer;
import dev.pharos.kvstore.rpc.message.WireAnswer;
import dev.pharos.kvstore.service.KvOperations;
import dev.pharos.wire.value.Bytes;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A range sent in pieces, as fast as the client reads. All pieces are of the state at the beginning. One
 * worker task at a time sends; the lock only says whether one is under way.
 */
final class RangeStreamCall {
    private static final int RANGE_RESPONSE = 1;
    private static final int FIRST_PIECE_PAIRS = 10;
    private static final int MOST_PAIRS = 1 << 16;

    private final KvOperations kv;
    private final RangeQuery query;
    private final ServerCallStreamObserver<WireAnswer> call;
    private final Executor worker;
    private final int pieceBytes;
    private @Nullable ReadView view;
    private @Nullable RangeScan scan;
    private int piecePairs = FIRST_PIECE_PAIRS;
    private boolean begun;
    private boolean sending;
    private boolean ended;

    RangeStreamCall(
            KvOperations kv,
            RangeQuery query,
            ServerCallStreamObserver<WireAnswer> call,
            Executor worker,
            int pieceBytes) {
        this.kv = kv;
        this.query = query;
        this.call = call;
        this.worker = worker;
        this.pieceBytes = pieceBytes;
    }

    void begin() {
        synchronized (this) {
            begun = true;
        }
        goOn();
    }

    /** Sends what the client has room for. */
    void goOn() {
        synchronized (this) {
            if (!begun || sending || ended || !call.isReady()) {
                return;
            }
            sending = true;
        }
        try {
            worker.execute(this::sendWhileReady);
        } catch (RejectedExecutionException tooBusy) {
            fail(tooBusy);
        }
    }

    private void fail(RuntimeException failure) {
        synchronized (this) {
            ended = true;
        }
        call.onError(Replies.statusOf(failure));
    }

    private void sendWhileReady() {
        try {
            boolean over = false;
            while (!over && call.isReady() && !call.isCancelled()) {
                over = sendPiece();
            }
            synchronized (this) {
                sending = false;
                ended = over || call.isCancelled();
            }
            // The client may have made room after the last look.
            goOn();
        } catch (RuntimeException failure) {
            fail(failure);
        }
    }

    /** Whether that was the last one. */
    private boolean sendPiece() {
        Failpoint.BEFORE_RANGE_STREAM_CHUNK.hit();
        ReadView state = view;
        if (state == null) {
            state = kv.view();
            view = state;
        }
        if (query.content() == Content.COUNT_ONLY) {
            return sendLast(List.of(), false, state.range(query).count(), state);
        }
        RangeScan pairs = scan;
        if (pairs == null) {
            pairs = state.scan(query);
            scan = pairs;
        }
        List<Bytes> piece = pairs.isEnded() ? List.of() : pairs.next(piecePairs, pieceBytes);
        adapt(piece);
        if (!pairs.isEnded()) {
            call.onNext(new InnerAnswer(RANGE_RESPONSE, PieceAnswer.middle(piece)));
            return false;
        }
        return sendLast(piece, pairs.hasMore(), pairs.count(), state);
    }

    private boolean sendLast(List<Bytes> piece, boolean more, long count, ReadView state) {
        call.onNext(new InnerAnswer(
                RANGE_RESPONSE, PieceAnswer.last(piece, kv.member().header(state.revision()), more, count)));
        call.onCompleted();
        return true;
    }

    private void adapt(List<Bytes> piece) {
        long bytes = piece.stream().mapToLong(Bytes::length).sum();
        if (bytes < pieceBytes / 2 && piecePairs < MOST_PAIRS) {
            piecePairs *= 2;
        } else if (bytes > pieceBytes && piecePairs > 1) {
            piecePairs /= 2;
        }
    }
}
