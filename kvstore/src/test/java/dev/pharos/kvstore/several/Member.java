package dev.pharos.kvstore.several;

import com.google.protobuf.ByteString;
import dev.pharos.kvstore.blackbox.Connection;
import dev.pharos.kvstore.chaos.Folders;
import dev.pharos.kvstore.chaos.Setting;
import dev.pharos.wire.proto.etcdserverpb.HashKVRequest;
import dev.pharos.wire.proto.etcdserverpb.MemberListRequest;
import dev.pharos.wire.proto.etcdserverpb.PutRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeRequest;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import dev.pharos.wire.proto.etcdserverpb.StatusRequest;
import dev.pharos.wire.proto.etcdserverpb.StatusResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One member: its place on the disk and on loopback, its process while it has one, and a connection to it. */
final class Member implements AutoCloseable {
    static final ByteString ALL = ByteString.copyFrom(new byte[1]);

    enum Program {
        PHAROS,
        ETCD
    }

    private final Program program;
    private final String name;
    private Setting setting;
    private List<String> beginning = List.of();
    private volatile Running process;
    private volatile Connection connection;
    private volatile boolean isPaused;

    Member(Program program, String name, Setting setting) {
        this.program = program;
        this.name = name;
        this.setting = setting;
        this.connection = connect();
    }

    private Connection connect() {
        return Connection.to("127.0.0.1:" + setting.ports().client());
    }

    String name() {
        return name;
    }

    Program program() {
        return program;
    }

    String peerUrl() {
        return setting.peerUrl();
    }

    String clientUrl() {
        return "http://127.0.0.1:" + setting.ports().client();
    }

    Path dataDir() {
        return setting.dataDir();
    }

    /** A new process, which is told of these members if it has no data yet. Waits for nothing. */
    void launch(List<Member> initial, String state) {
        launch(
                String.join(
                        ",",
                        initial.stream()
                                .map(each -> each.name + "=" + each.peerUrl())
                                .toList()),
                state);
    }

    void launch(String initialCluster, String state) {
        beginning = List.of("--initial-cluster=" + initialCluster, "--initial-cluster-state=" + state);
        launch();
    }

    /** A new process, told what the one before was told. */
    void launch() {
        launch(setting);
    }

    /** The same, and a failpoint of it is switched on. */
    void launchWith(String failpoint, String term) {
        launch(setting.failpoint(failpoint, term));
    }

    private void launch(Setting how) {
        if (process != null) {
            process.close();
        }
        connection.close();
        Setting whole = how.flags("--name=" + name).flags(beginning.toArray(new String[0]));
        process = program == Program.PHAROS ? new PharosProcess(whole) : new EtcdProcess(whole);
        isPaused = false;
        connection = connect();
    }

    void restart() {
        launch();
        awaitReady();
    }

    /** Also for the connection, which after an attempt in vain would wait before it tries again. */
    void awaitReady() {
        process.awaitReady();
        connection.close();
        connection = connect();
    }

    /** Where it is from its next start. */
    void moveElsewhere() {
        setting = setting.elsewhere();
    }

    /** As if it had got a new disk. */
    void wipe() {
        try {
            Folders.delete(setting.folder());
            Files.createDirectories(setting.folder());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Running process() {
        return process;
    }

    /** Whether its process has said something with this in it. */
    boolean says(String text) {
        return process.said().stream().anyMatch(line -> line.contains(text));
    }

    boolean isRunning() {
        return process != null && process.isAlive() && !isPaused;
    }

    void pause() {
        isPaused = true;
        signal("STOP");
    }

    void resume() {
        if (isPaused) {
            signal("CONT");
            isPaused = false;
        }
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + signal + " ended with " + exit);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    Connection connection() {
        return connection;
    }

    StatusResponse status() {
        return connection.maintenance().status(StatusRequest.getDefaultInstance());
    }

    long id() {
        return Await.answer(name + " says who it is", this::status).getHeader().getMemberId();
    }

    List<dev.pharos.wire.proto.etcdserverpb.Member> members() {
        return connection
                .cluster()
                .memberList(MemberListRequest.newBuilder().setLinearizable(true).build())
                .getMembersList();
    }

    /** The revision. */
    long put(String key, String value) {
        return connection.kv().put(pair(key, value)).getHeader().getRevision();
    }

    static PutRequest pair(String key, String value) {
        return PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .build();
    }

    String get(String key) {
        return value(connection.kv().range(one(key).build()));
    }

    String getLocally(String key) {
        return value(connection.kv().range(one(key).setSerializable(true).build()));
    }

    static RangeRequest.Builder one(String key) {
        return RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key));
    }

    /** Empty if there is none. */
    static String value(RangeResponse answer) {
        return answer.getKvsCount() == 0 ? "" : answer.getKvs(0).getValue().toStringUtf8();
    }

    RangeResponse everything() {
        return connection
                .kv()
                .range(RangeRequest.newBuilder().setKey(ALL).setRangeEnd(ALL).build());
    }

    /** The revision that it has applied. */
    long revisionHere() {
        return connection
                .kv()
                .range(one("nothing").setSerializable(true).build())
                .getHeader()
                .getRevision();
    }

    int hash(long revision) {
        return connection
                .maintenance()
                .hashKV(HashKVRequest.newBuilder().setRevision(revision).build())
                .getHash();
    }

    @Override
    public void close() {
        connection.close();
        if (process != null) {
            process.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
