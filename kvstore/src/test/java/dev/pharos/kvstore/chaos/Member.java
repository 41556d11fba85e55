package dev.pharos.kvstore.chaos;

import java.util.Optional;

/**
 * A place in a cluster with a name, an address and a folder, and the process that runs there. Owned by the test's
 * thread; the process may be asked for by any.
 */
final class Member implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 8;

    private final String name;
    private final int address;
    private final Connection connection;
    private Setting setting;
    private volatile Optional<ServerProcess> server = Optional.empty();
    private boolean mayBeDead = true;
    private boolean isPaused;
    private boolean isRemoved;

    /**
     * @param address where the other members find it
     * @param setting with which it starts the first time
     */
    Member(String name, int address, Setting setting) {
        this.name = name;
        this.address = address;
        this.setting = setting;
        this.connection = new Connection(setting.ports().client(), PATIENCE_SECONDS);
    }

    String name() {
        return name;
    }

    String peerUrl() {
        return "http://127.0.0.1:" + address;
    }

    Setting setting() {
        return setting;
    }

    Connection connection() {
        return connection.awake();
    }

    /** Of no process if none runs. */
    long pid() {
        return server.map(ServerProcess::pid).orElse(0L);
    }

    /** Does not wait for it to serve. */
    void launch() {
        server.ifPresent(ServerProcess::close);
        server = Optional.of(ServerProcess.launch(setting));
        mayBeDead = false;
        isRemoved = false;
    }

    /** With other options until its next start; does not wait for it to serve. */
    void launchOnce(Setting other) {
        server.ifPresent(ServerProcess::close);
        server = Optional.of(ServerProcess.launch(other));
    }

    /** The cluster does not count it any more. */
    void removed() {
        isRemoved = true;
    }

    boolean isRemoved() {
        return isRemoved;
    }

    /** With other options from now on. */
    void launch(Setting changed) {
        setting = changed;
        launch();
    }

    void awaitReady() {
        if (!process().becomesReady() && !mayBeDead) {
            throw new AssertionError(name + " did not start: " + process().describe());
        }
    }

    boolean isAlive() {
        return server.map(ServerProcess::isAlive).orElse(false);
    }

    boolean isServing() {
        return isAlive() && !isPaused;
    }

    /** Whatever happens to it from now on is meant to. */
    void mayDie() {
        mayBeDead = true;
    }

    void mustLive() {
        mayBeDead = false;
    }

    boolean diedUnasked() {
        return !isAlive() && !mayBeDead;
    }

    void kill9() {
        mayDie();
        isPaused = false;
        process().kill9();
    }

    void terminate() {
        mayDie();
        goOn();
        process().terminate();
    }

    void pause() {
        if (isAlive()) {
            isPaused = true;
            process().pause();
        }
    }

    void goOn() {
        if (isPaused && isAlive()) {
            process().goOn();
        }
        isPaused = false;
    }

    ServerProcess process() {
        return server.orElseThrow();
    }

    @Override
    public void close() {
        connection.close();
        server.ifPresent(ServerProcess::close);
    }

    @Override
    public String toString() {
        return name;
    }
}
