package dev.pharos.kvstore.chaos;

import com.google.protobuf.ByteString;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.mvccpb.KeyValue;
import dev.pharos.wire.value.Bytes;
import dev.pharos.wire.value.KeyRange;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what one member has, without asking the others. That may be old, but never older than what it showed before,
 * and it was the state of the store at its revision. Runs on a thread of its own; {@link #judge} is for when that has
 * ended.
 */
final class NearReader implements Runnable {
    private static final int MOST_READS = 20_000;

    private final Member member;
    private final String prefix;
    private final Progress progress;
    private final List<Read> reads = new ArrayList<>();

    NearReader(Member member, String prefix, Progress progress) {
        this.member = member;
        this.prefix = prefix;
        this.progress = progress;
    }

    /** @param life the process that answered, or 0 if there was another before the answer came */
    private record Read(long life, long revision, List<KeyValue> pairs) {}

    @Override
    public void run() {
        while (reads.size() < MOST_READS && progress.await(progress.done() + 3)) {
            try {
                read();
            } catch (StatusRuntimeException refused) {
                progress.refused(refused);
            }
        }
    }

    private void read() {
        KeyRange range = KeyRange.prefix(Bytes.fromUtf8(prefix));
        long life = member.pid();
        RangeResponse answer = member.connection()
                .kv()
                .range(RangeRequest.newBuilder()
                        .setKey(ByteString.copyFromUtf8(prefix))
                        .setRangeEnd(range.rangeEnd().toByteString())
                        .setSerializable(true)
                        .build());
        reads.add(new Read(life == member.pid() ? life : 0, answer.getHeader().getRevision(), answer.getKvsList()));
    }

    int reads() {
        return reads.size();
    }

    List<String> judge(Truth truth) {
        List<String> broken = new ArrayList<>();
        Read before = new Read(0, 0, List.of());
        for (Read read : reads) {
            if (read.revision() > truth.revision()) {
                broken.add(member + " was read at " + read.revision() + ", and the store is at " + truth.revision());
            } else if (!read.pairs().equals(truth.stateAt(prefix, read.revision()))) {
                broken.add(member + " had at " + read.revision() + " " + read.pairs() + " and should have had "
                        + truth.stateAt(prefix, read.revision()));
            }
            if (read.life() != 0 && read.life() == before.life() && read.revision() < before.revision()) {
                broken.add(member + " went back from " + before.revision() + " to " + read.revision());
            }
            before = read;
        }
        return broken;
    }
}
