package dev.pharos.etcdctl.offline;

import dev.pharos.kvstore.config.ConfigReader;
import dev.pharos.kvstore.config.ConfigResult;
import dev.pharos.kvstore.logging.ServerLog;
import dev.pharos.kvstore.server.KvServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Members of Pharos inside this process, each on a folder of its own. */
final class RunningPharos implements AutoCloseable {
    private final List<KvServer> servers;

    private RunningPharos(List<KvServer> servers) {
        this.servers = servers;
    }

    static RunningPharos start(Member member, Path data, String... flags) {
        return new RunningPharos(List.of(started(member.flags(data, flags))));
    }

    /** All at once, for none serves without the others. */
    static RunningPharos startAll(List<Member> members, Path folders, String... flags) {
        List<CompletableFuture<KvServer>> starts = members.stream()
                .map(member -> CompletableFuture.supplyAsync(
                        () -> started(member.flags(folders.resolve(member.name()), flags)),
                        task -> new Thread(task, "start-" + member.name()).start()))
                .toList();
        List<KvServer> servers = new ArrayList<>();
        starts.forEach(start -> servers.add(start.join()));
        return new RunningPharos(servers);
    }

    private static KvServer started(List<String> flags) {
        if (!(ConfigReader.read(flags, Map.of()) instanceof ConfigResult.Options read)) {
            throw new AssertionError("wrong flags: " + flags);
        }
        try {
            return KvServer.start(read.options(), ServerLog.silent(), failure -> {});
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopping);
        }
    }

    @Override
    public void close() {
        servers.forEach(KvServer::close);
    }
}
