package dev.pharos.kvstore.several;

import dev.pharos.kvstore.chaos.ServerProcess;
import dev.pharos.kvstore.chaos.Setting;
import java.util.List;

/** A member of ours. */
final class PharosProcess implements Running {
    private final ServerProcess server;

    PharosProcess(Setting setting) {
        this.server = ServerProcess.launch(setting);
    }

    @Override
    public void awaitReady() {
        if (!server.becomesReady()) {
            throw new AssertionError("the member did not start: " + describe());
        }
    }

    @Override
    public boolean isAlive() {
        return server.isAlive();
    }

    @Override
    public long pid() {
        return server.pid();
    }

    @Override
    public void kill9() {
        server.kill9();
    }

    @Override
    public int terminate() {
        return server.terminate();
    }

    @Override
    public int awaitEnd() {
        return server.awaitEnd();
    }

    @Override
    public List<String> said() {
        return server.tail();
    }

    @Override
    public String describe() {
        return server.describe();
    }

    @Override
    public void close() {
        server.close();
    }
}
