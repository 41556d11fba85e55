package dev.pharos.testkit.dns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server on loopback that knows some services and nothing else. Its own thread answers. */
public final class LoopbackNameServer implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int SRV = 33;
    private static final int ANSWER = 0x8180;
    private static final int NO_SUCH_NAME = 3;
    private static final int QUESTION_NAME = 0xc00c;
    private static final int LARGEST = 512;

    private final DatagramSocket socket;
    private final Map<String, List<Place>> services = new ConcurrentHashMap<>();

    private LoopbackNameServer(DatagramSocket socket) {
        this.socket = socket;
    }

    public static LoopbackNameServer start() {
        try {
            LoopbackNameServer server = new LoopbackNameServer(
                    new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
            Thread thread = new Thread(server::serve, "name-server");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** {@code host:port}. */
    public String place() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** From now on the service is offered there too. */
    public LoopbackNameServer add(String service, String host, int port) {
        return add(service, 0, 0, host, port);
    }

    /** The same, in this order of preference. */
    public LoopbackNameServer add(String service, int priority, int weight, String host, int port) {
        services.computeIfAbsent(service, any -> new CopyOnWriteArrayList<>())
                .add(new Place(priority, weight, host, port));
        return this;
    }

    private record Place(int priority, int weight, String host, int port) {}

    private void serve() {
        byte[] bytes = new byte[LARGEST];
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(bytes, bytes.length);
                socket.receive(question);
                byte[] answer = answer(Arrays.copyOf(bytes, question.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException closed) {
                socket.close();
            }
        }
    }

    private byte[] answer(byte[] asked) throws IOException {
        ByteBuffer question = ByteBuffer.wrap(asked);
        short id = question.getShort();
        question.position(HEADER_BYTES);
        String name = readName(question);
        int type = question.getShort();
        question.getShort();
        List<Place> found = type == SRV ? services.getOrDefault(name, List.of()) : List.of();

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        out.writeShort(found.isEmpty() ? ANSWER | NO_SUCH_NAME : ANSWER);
        out.writeShort(1);
        out.writeShort(found.size());
        out.writeInt(0);
        out.write(asked, HEADER_BYTES, question.position() - HEADER_BYTES);
        for (Place place : found) {
            write(place, out);
        }
        return bytes.toByteArray();
    }

    private static void write(Place place, DataOutputStream out) throws IOException {
        ByteArrayOutputStream host = new ByteArrayOutputStream();
        for (String label : place.host().split("\\.", -1)) {
            host.write(label.length());
            host.write(label.getBytes(US_ASCII));
        }
        host.write(0);
        out.writeShort(QUESTION_NAME);
        out.writeShort(SRV);
        out.writeShort(1);
        out.writeInt(0);
        out.writeShort(6 + host.size());
        out.writeShort(place.priority());
        out.writeShort(place.weight());
        out.writeShort(place.port());
        host.writeTo(out);
    }

    private static String readName(ByteBuffer question) {
        StringBuilder name = new StringBuilder();
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, US_ASCII));
        }
        return name.toString();
    }

    @Override
    public void close() {
        socket.close();
    }
}
