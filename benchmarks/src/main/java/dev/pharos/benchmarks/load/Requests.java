package dev.pharos.benchmarks.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.pharos.wire.proto.etcdserverpb.Compare;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrantRequest;
import dev.pharos.wire.proto.etcdserverpb.LeaseKeepAliveRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RequestOp;
import dev.pharos.wire.proto.etcdserverpb.TxnRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;

/** Encoded requests of the usual kinds. */
public final class Requests {
    private static final int STOCK_BYTES = 16 << 20;
    private static final long STRIDE_BYTES = 1_000_003;
    private static final ByteString FROM_START = ByteString.copyFrom(new byte[1]);

    private Requests() {}

    /** The key of that number: digits, in order, so many bytes. */
    public static ByteString key(long number, int bytes) {
        byte[] key = new byte[bytes];
        long rest = number;
        for (int i = bytes - 1; i >= 0; i--) {
            key[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return UnsafeByteOperations.unsafeWrap(key);
    }

    /** Bytes that do not compress. */
    public static ByteString value(int bytes) {
        byte[] value = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(value);
        return UnsafeByteOperations.unsafeWrap(value);
    }

    /**
     * Puts under {@code keys} keys, one after the other, and again from the start. Values are cut from a stock of
     * random bytes at places far apart, so that a store that compresses its blocks gains nothing from it.
     */
    public static LongFunction<byte[]> puts(long keys, int keyBytes, int valueBytes) {
        ByteString stock = value(STOCK_BYTES + valueBytes);
        return number -> {
            int from = (int) (number * STRIDE_BYTES % STOCK_BYTES);
            return put(key(number % keys, keyBytes), stock.substring(from, from + valueBytes), 0);
        };
    }

    public static byte[] put(ByteString key, ByteString value, long lease) {
        return PutRequest.newBuilder()
                .setKey(key)
                .setValue(value)
                .setLease(lease)
                .build()
                .toByteArray();
    }

    /** A transaction that puts so many keys, from that number on, under one value. */
    public static byte[] puts(long firstKey, int keys, int keyBytes, ByteString value) {
        TxnRequest.Builder txn = TxnRequest.newBuilder();
        for (int i = 0; i < keys; i++) {
            txn.addSuccess(RequestOp.newBuilder()
                    .setRequestPut(PutRequest.newBuilder()
                            .setKey(key(firstKey + i, keyBytes))
                            .setValue(value)));
        }
        return txn.build().toByteArray();
    }

    /** A put whose value begins with the moment it was made, which a watcher of this process can compare. */
    public static byte[] stampedPut(ByteString key, int valueBytes) {
        byte[] value = new byte[Math.max(Long.BYTES, valueBytes)];
        ByteBuffer.wrap(value).putLong(System.nanoTime());
        return put(key, UnsafeByteOperations.unsafeWrap(value), 0);
    }

    public static byte[] get(ByteString key, ReadKind kind) {
        return RangeRequest.newBuilder()
                .setKey(key)
                .setSerializable(kind == ReadKind.SERIALIZABLE)
                .build()
                .toByteArray();
    }

    /** All keys, in ascending order. */
    public static RangeRequest.Builder everything() {
        return RangeRequest.newBuilder().setKey(FROM_START).setRangeEnd(FROM_START);
    }

    public static RangeRequest.Builder withPrefix(String prefix) {
        byte[] end = prefix.getBytes(StandardCharsets.UTF_8);
        end[end.length - 1]++;
        return RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(prefix)).setRangeEnd(ByteString.copyFrom(end));
    }

    /** An update as Kubernetes makes it: put if the key is as it was, else read it. */
    public static byte[] update(ByteString key, ByteString value) {
        return TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder()
                        .setKey(key)
                        .setTarget(Compare.CompareTarget.MOD)
                        .setResult(Compare.CompareResult.GREATER)
                        .setModRevision(0))
                .addSuccess(RequestOp.newBuilder()
                        .setRequestPut(PutRequest.newBuilder().setKey(key).setValue(value)))
                .addFailure(RequestOp.newBuilder()
                        .setRequestRange(RangeRequest.newBuilder().setKey(key)))
                .build()
                .toByteArray();
    }

    public static byte[] grant(long id, long seconds) {
        return LeaseGrantRequest.newBuilder().setID(id).setTTL(seconds).build().toByteArray();
    }

    public static byte[] keepAlive(long id) {
        return LeaseKeepAliveRequest.newBuilder().setID(id).build().toByteArray();
    }

    /** How a get reads. */
    public enum ReadKind {
        LINEARIZABLE,
        SERIALIZABLE
    }
}
