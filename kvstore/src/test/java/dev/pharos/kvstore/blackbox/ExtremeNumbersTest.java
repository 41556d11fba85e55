package dev.pharos.kvstore.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every number of every request at its extremes, one at a time. It is taken or refused in words, and never harms. */
final class ExtremeNumbersTest {
    /** What no client should be shown of a program. */
    private static final Pattern INTERNALS = Pattern.compile("Exception|java\\.|\\bnull\\b|@[0-9a-f]{6}");

    /** Neither a signed nor an unsigned number of 64 bits, or no whole number at all. */
    private static final List<String> NO_NUMBERS =
            List.of("18446744073709551616", "-9223372036854775809", "1.5", "1e400");

    /** A text for an enum is a name, and etcd's gateway passes over names that it does not know. */
    private static final List<String> NO_NUMBERS_AS_TEXT =
            List.of("\"18446744073709551616\"", "\"1.5\"", "\"x\"", "\"\"");

    private static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry("etcdserverpb.KV/Range", "kv/range"),
            Map.entry("etcdserverpb.KV/Put", "kv/put"),
            Map.entry("etcdserverpb.KV/Txn", "kv/txn"),
            Map.entry("etcdserverpb.KV/Compact", "kv/compaction"),
            Map.entry("etcdserverpb.Watch/Watch", "watch"),
            Map.entry("etcdserverpb.Lease/LeaseGrant", "lease/grant"),
            Map.entry("etcdserverpb.Lease/LeaseRevoke", "lease/revoke"),
            Map.entry("etcdserverpb.Lease/LeaseKeepAlive", "lease/keepalive"),
            Map.entry("etcdserverpb.Lease/LeaseTimeToLive", "lease/timetolive"),
            Map.entry("etcdserverpb.Cluster/MemberRemove", "cluster/member/remove"),
            Map.entry("etcdserverpb.Cluster/MemberUpdate", "cluster/member/update"),
            Map.entry("etcdserverpb.Cluster/MemberPromote", "cluster/member/promote"),
            Map.entry("etcdserverpb.Maintenance/Alarm", "maintenance/alarm"),
            Map.entry("etcdserverpb.Maintenance/HashKV", "maintenance/hashkv"),
            Map.entry("etcdserverpb.Maintenance/MoveLeader", "maintenance/transfer-leadership"),
            Map.entry("etcdserverpb.Maintenance/Downgrade", "maintenance/downgrade"),
            Map.entry("etcdserverpb.Auth/RoleGrantPermission", "auth/role/grant"),
            Map.entry("v3lockpb.Lock/Lock", "lock/lock"),
            Map.entry("v3electionpb.Election/Campaign", "election/campaign"),
            Map.entry("v3electionpb.Election/Proclaim", "election/proclaim"),
            Map.entry("v3electionpb.Election/Resign", "election/resign"));

    /** Without a path in etcd's gateway. */
    private static final Set<String> ONLY_GRPC = Set.of("etcdserverpb.KV/RangeStream");

    private static final long REFUSAL_MILLIS = 30_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private LocalCluster cluster;
    private Connection connection;

    @BeforeEach
    void start(@TempDir(factory = MemoryFolder.class) Path folder) throws InterruptedException {
        cluster = LocalCluster.start(folder);
        connection = Connection.to(cluster.endpoint());
    }

    @AfterEach
    void serves_on() {
        ByteString key = ByteString.copyFromUtf8("alive");
        long before = put(key);
        assertThat(put(key)).isEqualTo(before + 1);
        connection.close();
        cluster.close();
    }

    private long put(ByteString key) {
        return connection
                .kv()
                .put(PutRequest.newBuilder().setKey(key).build())
                .getHeader()
                .getRevision();
    }

    private static Map<MethodDescriptor<?, ?>, List<NumberField>> fields() {
        Map<MethodDescriptor<?, ?>, List<NumberField>> fields = new LinkedHashMap<>();
        RawCalls.methods().forEach(method -> fields.put(method, NumberField.in(RawCalls.requestOf(method))));
        fields.values().removeIf(List::isEmpty);
        return fields;
    }

    @Test
    void over_grpc() {
        Set<String> covered = new TreeSet<>();
        fields().forEach((method, fields) -> fields.forEach(field -> {
            covered.add(field.fullName());
            callWithExtremes(method.getFullMethodName(), field);
        }));
        assertThat(covered).isEqualTo(namesOf(RawCalls.methods()));
    }

    private void callWithExtremes(String method, NumberField field) {
        Map<Long, CompletableFuture<Status>> answers = new LinkedHashMap<>();
        for (long number : field.extremes()) {
            answers.put(
                    number, RawCalls.send(connection, method, field.with(number).toByteArray()));
        }
        answers.forEach((number, answer) -> {
            Status status = answer.join();
            assertThat(status.getCode())
                    .as("%s %s=%d: %s", method, field, number, status)
                    .isNotIn(Status.Code.INTERNAL, Status.Code.UNAVAILABLE);
            if (!status.isOk() && status.getCode() != Status.Code.CANCELLED) {
                assertThat(status.getDescription())
                        .as("%s %s=%d", method, field, number)
                        .isNotEmpty()
                        .doesNotContainPattern(INTERNALS);
            }
        });
    }

    private static Set<String> namesOf(Iterable<MethodDescriptor<?, ?>> methods) {
        Set<String> names = new TreeSet<>();
        methods.forEach(method ->
                names.addAll(NumberField.namesIn(RawCalls.requestOf(method).getDescriptorForType())));
        return names;
    }

    @Test
    void as_json_in_numbers_and_in_texts() throws InterruptedException {
        Set<String> methods = new TreeSet<>(ONLY_GRPC);
        for (var each : fields().entrySet()) {
            String method = each.getKey().getFullMethodName();
            methods.add(method);
            for (NumberField field : each.getValue()) {
                if (PATHS.containsKey(method)) {
                    postExtremes(method, field);
                    postNoNumbers(method, field, each.getKey().getType());
                }
            }
        }
        Set<String> expected = new TreeSet<>(PATHS.keySet());
        expected.addAll(ONLY_GRPC);
        assertThat(methods).isEqualTo(expected);
    }

    private void postExtremes(String method, NumberField field) throws InterruptedException {
        List<String> numbers = new ArrayList<>();
        field.extremes().forEach(number -> {
            numbers.add(Long.toString(number));
            if (!field.isEnum()) {
                numbers.add("\"" + number + "\"");
            }
        });
        for (HttpResponse<String> answer : post(method, field, numbers, RawCalls.patienceMillis(method))) {
            if (answer.statusCode() != 200) {
                assertThat(answer.body())
                        .as("%s %s: %d", method, field, answer.statusCode())
                        .contains("\"message\":\"")
                        .doesNotContain("\"code\":13", "\"code\":14", "\"message\":\"\"")
                        .doesNotContainPattern(INTERNALS);
            }
        }
    }

    private void postNoNumbers(String method, NumberField field, MethodType type) throws InterruptedException {
        List<String> wrong = new ArrayList<>(NO_NUMBERS);
        wrong.addAll(field.isEnum() ? List.of() : NO_NUMBERS_AS_TEXT);
        long patience = type == MethodType.BIDI_STREAMING ? RawCalls.patienceMillis(method) : REFUSAL_MILLIS;
        List<HttpResponse<String>> answers = post(method, field, wrong, patience);
        if (type == MethodType.BIDI_STREAMING) {
            // The answer has begun before the requests are read, so they only end there, as in etcd's gateway.
            assertThat(answers)
                    .as("%s %s", method, field)
                    .allMatch(answer -> answer.body().isEmpty());
            return;
        }
        assertThat(answers).as("%s %s", method, field).hasSameSizeAs(wrong);
        for (HttpResponse<String> answer : answers) {
            assertThat(answer.statusCode())
                    .as("%s %s: %s", method, field, answer.body())
                    .isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":3").doesNotContainPattern(INTERNALS);
        }
    }

    /** The answers that came in time; streams go on. */
    private List<HttpResponse<String>> post(String method, NumberField field, List<String> numbers, long patienceMillis)
            throws InterruptedException {
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (String number : numbers) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.clientUrl() + "/v3/" + PATHS.get(method)))
                    .POST(HttpRequest.BodyPublishers.ofString(field.json(number)))
                    .build();
            sent.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : sent) {
            try {
                answers.add(answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException streaming) {
                answer.cancel(true);
            } catch (ExecutionException broken) {
                throw new AssertionError(method + " " + field, broken);
            }
        }
        return answers;
    }
}
