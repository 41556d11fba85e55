package dev.pharos.client.channel;

/** The sending half of a stream. Any thread; what is sent before the stream stands, leaves when it does. */
public interface RequestStream<Q> extends AutoCloseable {
    void send(Q request);

    /** No more will be sent. */
    void finish();

    /** So many more messages may come; without it none does. */
    void expect(int messages);

    /** Ends the stream; the listener hears of it as of a failure. */
    @Override
    void close();
}
