package dev.pharos.kvstore.chaos;

/** The way of one client to whoever serves it. Owned by the client's thread, closed by another when that has ended. */
interface Door extends AutoCloseable {
    Connection connection();

    /** Something was refused, or was never answered; whether it makes sense to go on asking. */
    boolean staysOpen(Throwable refusal);

    @Override
    void close();

    /** To the one server there is: when that refuses, it is gone. */
    static Door to(int port) {
        Connection connection = new Connection(port);
        return new Door() {
            @Override
            public Connection connection() {
                return connection;
            }

            @Override
            public boolean staysOpen(Throwable refusal) {
                return false;
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }
}
