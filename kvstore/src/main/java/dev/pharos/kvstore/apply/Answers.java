package dev.pharos.kvstore.apply;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pharos.kvstore.model.RangeResult;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;
import dev.pharos.wire.proto.mvccpb.KeyValue;

/** The store's words in the messages of answers. */
public final class Answers {
    private Answers() {}

    public static RangeResponse range(ResponseHeader header, RangeResult result) {
        RangeResponse.Builder response = RangeResponse.newBuilder()
                .setHeader(header)
                .setMore(result.more())
                .setCount(result.count());
        result.kvs().forEach(pair -> response.addKvs(pair(pair)));
        return response.build();
    }

    static KeyValue pair(dev.pharos.kvstore.model.KeyValue pair) {
        try {
            return KeyValue.parseFrom(pair.encoded().toByteString());
        } catch (InvalidProtocolBufferException ownEncoding) {
            throw new IllegalStateException("the store holds what is not a pair", ownEncoding);
        }
    }
}
