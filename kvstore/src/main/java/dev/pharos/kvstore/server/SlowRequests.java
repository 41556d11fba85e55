package dev.pharos.kvstore.server;

import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.metrics.GrpcMetrics.SlowCall;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Logs unary calls that took long, in the words of etcd. Any thread. */
final class SlowRequests implements Consumer<SlowCall> {
    private final ServerLog log;

    SlowRequests(ServerLog log) {
        this.log = log;
    }

    @Override
    public void accept(SlowCall call) {
        Duration spent = Duration.ofNanos(call.nanos());
        log.warn("request stats")
                .with("start time", Instant.now().minus(spent).toString())
                .with("time spent", spent)
                .with("remote", call.remote().map(SlowRequests::text).orElse("No remote client info."))
                .with("response type", "/" + call.method())
                .with("request size", call.requestBytes())
                .with("response size", call.answerBytes())
                .write();
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress tcp
                ? tcp.getAddress().getHostAddress() + ":" + tcp.getPort()
                : address.toString();
    }
}
