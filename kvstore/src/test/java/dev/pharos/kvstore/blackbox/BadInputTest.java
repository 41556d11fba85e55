package dev.pharos.kvstore.blackbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest;
import dev.pharos.wire.proto.etcdserverpb.AlarmRequest.AlarmAction;
import dev.pharos.wire.proto.etcdserverpb.AlarmType;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeStreamResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no decent client sends. The server refuses it in words, or takes it, and serves on. */
final class BadInputTest {
    private static final int PATIENCE_SECONDS = 30;
    private static final int ROUNDS = 40;
    private static final long SEED = 7;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
    private static final long[] NUMBERS = {Long.MIN_VALUE, Long.MAX_VALUE, -1, 1, Integer.MAX_VALUE, 1L << 40};

    private final Random random = new Random(SEED);
    private LocalCluster cluster;
    private Connection connection;

    @BeforeEach
    void start(@TempDir Path folder) throws InterruptedException {
        cluster = LocalCluster.start(folder);
        connection = Connection.to(cluster.endpoint());
    }

    @AfterEach
    void stop() {
        assertServes();
        connection.close();
        cluster.close();
    }

    private void assertServes() {
        for (AlarmType alarm : new AlarmType[] {AlarmType.NOSPACE, AlarmType.CORRUPT}) {
            AlarmRequest find = AlarmRequest.newBuilder().setAlarm(alarm).build();
            connection
                    .maintenance()
                    .alarm(find)
                    .getAlarmsList()
                    .forEach(raised -> connection
                            .maintenance()
                            .alarm(AlarmRequest.newBuilder()
                                    .setAction(AlarmAction.DEACTIVATE)
                                    .setAlarm(alarm)
                                    .setMemberID(raised.getMemberID())
                                    .build()));
        }
        ByteString key = ByteString.copyFromUtf8("alive");
        connection.kv().put(PutRequest.newBuilder().setKey(key).setValue(key).build());
        assertThat(connection
                        .kv()
                        .range(RangeRequest.newBuilder().setKey(key).build())
                        .getKvs(0)
                        .getValue())
                .isEqualTo(key);
    }

    private Status call(String method, byte[] message) {
        return RawCalls.send(connection, method, message).join();
    }

    @Test
    void extreme_numbers_in_all_fields_at_once_are_refused_or_taken() {
        for (MethodDescriptor<?, ?> method : RawCalls.methods()) {
            Message request = RawCalls.requestOf(method);
            for (long number : NUMBERS) {
                Status status = call(
                        method.getFullMethodName(), filled(request, number, 3).toByteArray());
                assertThat(status.getCode())
                        .as("%s with %d: %s", method.getFullMethodName(), number, status)
                        .isNotIn(Status.Code.INTERNAL, Status.Code.UNAVAILABLE);
            }
        }
    }

    /** The message with all its fields set to extremes, messages in it as well, to a depth. */
    private static Message filled(Message prototype, long number, int depth) {
        Message.Builder filled = prototype.newBuilderForType();
        for (FieldDescriptor field : prototype.getDescriptorForType().getFields()) {
            if (field.getJavaType() == JavaType.MESSAGE && depth == 0) {
                continue;
            }
            Object value = field.getJavaType() == JavaType.MESSAGE
                    ? filled(filled.newBuilderForField(field).build(), number, depth - 1)
                    : extreme(field, number);
            if (field.isRepeated()) {
                filled.addRepeatedField(field, value);
            } else {
                filled.setField(field, value);
            }
        }
        return filled.build();
    }

    private static Object extreme(FieldDescriptor field, long number) {
        return switch (field.getJavaType()) {
            case INT -> (int) number;
            case LONG -> number;
            case FLOAT -> (float) number;
            case DOUBLE -> (double) number;
            case BOOLEAN -> number > 0;
            case STRING -> "\u0000\u20ac" + number;
            case BYTE_STRING -> ByteString.copyFromUtf8("k" + number);
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown((int) number);
            case MESSAGE -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    @Test
    void random_bytes_as_messages_are_refused() {
        List<MethodDescriptor<?, ?>> methods = new ArrayList<>(RawCalls.methods());
        methods.removeIf(method -> method.getType() != MethodType.UNARY);
        for (int round = 0; round < ROUNDS; round++) {
            for (MethodDescriptor<?, ?> method : methods) {
                byte[] bytes = new byte[1 + random.nextInt(40)];
                random.nextBytes(bytes);
                Status status = call(method.getFullMethodName(), bytes);
                assertThat(status.getCode())
                        .as("%s: %s", method.getFullMethodName(), status)
                        .isNotEqualTo(Status.Code.UNAVAILABLE);
            }
        }
    }

    @Test
    void a_message_that_does_not_parse_is_named_so() {
        Status status = call("etcdserverpb.KV/Range", new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});
        assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(status.getDescription()).startsWith("grpc: error unmarshalling request: ");
    }

    @Test
    void unknown_methods_and_services_are_named() {
        assertThat(call("etcdserverpb.KV/Nothing", new byte[0]).getDescription())
                .isEqualTo("unknown method Nothing for service etcdserverpb.KV");
        assertThat(call("no.Such/Thing", new byte[0]).getDescription()).isEqualTo("unknown service no.Such");
    }

    @Test
    void keys_may_be_large_and_of_any_bytes() {
        byte[] bytes = new byte[1 << 20];
        random.nextBytes(bytes);
        ByteString key = ByteString.copyFrom(bytes);
        connection.kv().put(PutRequest.newBuilder().setKey(key).build());
        assertThat(connection
                        .kv()
                        .range(RangeRequest.newBuilder().setKey(key).build())
                        .getCount())
                .isEqualTo(1);
    }

    @Test
    void a_deep_nest_of_messages_does_not_harm() {
        byte[] nest = new byte[0];
        for (int depth = 0; depth < 300; depth++) {
            nest = wrapped(4, nest);
            nest = wrapped(2, nest);
        }
        assertThat(call("etcdserverpb.KV/Txn", nest).getCode()).isNotIn(Status.Code.OK, Status.Code.UNAVAILABLE);
    }

    /** As a field of that number, whose type is a message. */
    private static byte[] wrapped(int field, byte[] content) {
        ByteString.Output out = ByteString.newOutput();
        out.write((field << 3) | 2);
        int left = content.length;
        while (left >= 0x80) {
            out.write((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write(left);
        out.write(content, 0, content.length);
        return out.toByteString().toByteArray();
    }

    @Test
    void connections_that_say_nonsense_are_closed_and_leave_nothing_behind() throws IOException {
        int before = Thread.activeCount();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            say(noise);
            say(joined(PREFACE, noise));
        }
        say(PREFACE);
        say(joined(PREFACE, new byte[] {0x7f, -1, -1, 0, 0, 0, 0, 0, 1}));
        say(joined(PREFACE, new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 40, 1, 4, 0, 0, 0, 1, (byte) 0x80}));
        assertThat(Thread.activeCount()).isLessThan(before + 20);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteString.copyFrom(one).concat(ByteString.copyFrom(other)).toByteArray();
    }

    /** Says it, and reads what comes until the server closes or says nothing more. */
    private void say(byte[] noise) throws IOException {
        int colon = cluster.endpoint().lastIndexOf(':');
        int port = Integer.parseInt(cluster.endpoint().substring(colon + 1));
        try (Socket socket = new Socket(cluster.endpoint().substring(0, colon), port)) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            socket.getOutputStream().write(noise);
            socket.shutdownOutput();
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SocketException reset) {
            assertThat(cluster.clientUrl()).isNotEmpty();
        }
    }

    @Test
    void calls_given_up_in_the_middle_leave_nothing_behind() {
        int before = Thread.activeCount();
        for (int i = 0; i < ROUNDS; i++) {
            try (Connection other = Connection.to(cluster.endpoint());
                    WatchRecorder watch = WatchRecorder.open(other)) {
                watch.askProgress();
                ClientCall<RangeRequest, RangeStreamResponse> call =
                        other.channel().newCall(KVGrpc.getRangeStreamMethod(), CallOptions.DEFAULT);
                call.start(new ClientCall.Listener<RangeStreamResponse>() {}, new Metadata());
                call.cancel("not wanted", null);
            }
        }
        assertThat(Thread.activeCount()).isLessThan(before + 20);
    }
}
