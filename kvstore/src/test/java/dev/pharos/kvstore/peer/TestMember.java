package dev.pharos.kvstore.peer;

import dev.pharos.kvstore.http.exchange.Answer;
import dev.pharos.kvstore.http.exchange.BodyReader;
import dev.pharos.kvstore.http.exchange.HttpConnection;
import dev.pharos.kvstore.http.exchange.RequestHandler;
import dev.pharos.kvstore.listen.ClientListener;
import dev.pharos.kvstore.listen.EventLoops;
import dev.pharos.kvstore.listen.ListenAddress;
import dev.pharos.kvstore.listen.ListenOptions;
import dev.pharos.kvstore.listen.Protocols;
import dev.pharos.kvstore.peer.link.LinkOptions;
import dev.pharos.kvstore.peer.link.LocalMember;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** A network of one member, listening on this machine, without a raft node. */
final class TestMember implements AutoCloseable {
    static final long CLUSTER = 0xc1;

    private static final LinkOptions OPTIONS = LinkOptions.standard().withProbeInterval(Duration.ofMillis(50));

    final long id;
    final RecordingInbox inbox = new RecordingInbox();
    final RecordingEvents events = new RecordingEvents();
    final MemorySnapshots snapshots = new MemorySnapshots();
    final PeerNetwork network;
    private final EventLoops loops = EventLoops.start(2, "peer-test");
    private final AtomicReference<RequestHandler> site = new AtomicReference<>(exchange -> {
        exchange.answer(Answer.notFound());
        return BodyReader.IGNORING;
    });
    private final ClientListener listener;

    private TestMember(long id, long cluster, int port, LinkOptions options) {
        this.id = id;
        this.listener = ClientListener.start(
                ListenOptions.of(List.of(ListenAddress.tcp("127.0.0.1", port)), 1 << 20),
                Protocols.httpOnly(pipeline ->
                        HttpConnection.install(pipeline, exchange -> site.get().begin(exchange))),
                loops);
        LocalMember self = new LocalMember(id, cluster, List.of(url()), "3.6.6", "3.0.0");
        this.network =
                PeerNetwork.start(self, options, loops, new SnapshotPorts(snapshots::open, snapshots::begin), events);
        site.set(network.requestHandler());
    }

    static TestMember start(long id) {
        return start(id, OPTIONS);
    }

    static TestMember start(long id, LinkOptions options) {
        TestMember member = new TestMember(id, CLUSTER, 0, options);
        member.network.attach(member.inbox);
        return member;
    }

    /** At the address of one that is closed. */
    static TestMember startAgain(TestMember closed) {
        TestMember member = new TestMember(closed.id, CLUSTER, closed.port(), OPTIONS);
        member.network.attach(member.inbox);
        return member;
    }

    /** Of another cluster, at an address that is known before. */
    static TestMember startAt(String url, long id, long cluster) {
        TestMember member = new TestMember(id, cluster, URI.create(url).getPort(), OPTIONS);
        member.network.attach(member.inbox);
        return member;
    }

    static TestMember withoutInbox(long id) {
        return new TestMember(id, CLUSTER, 0, OPTIONS);
    }

    static void introduce(TestMember... members) {
        for (TestMember member : members) {
            member.knows(members);
        }
    }

    /** And waits until all streams are open. */
    static void connect(TestMember... members) {
        introduce(members);
        for (TestMember member : members) {
            for (TestMember other : members) {
                if (member != other) {
                    member.events.await("opened " + other.id + " APPEND");
                    member.events.await("opened " + other.id + " MESSAGE");
                }
            }
        }
    }

    void knows(TestMember... members) {
        Map<Long, List<String>> addresses =
                Arrays.stream(members).collect(Collectors.toMap(member -> member.id, member -> List.of(member.url())));
        network.setMembers(addresses, Set.of());
    }

    void knows(long member, String... urls) {
        network.setMembers(Map.of(member, List.of(urls)), Set.of());
    }

    int port() {
        return listener.port();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        network.close();
        try {
            listener.stop(Duration.ZERO);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        loops.close();
    }
}
