package dev.pharos.kvstore.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;

/** What may be said to a port by somebody who knows a little of its protocols, or nothing. */
final class Nonsense {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_HEADERS = 4;

    private static final List<String> METHODS = List.of(
            "/etcdserverpb.KV/Put",
            "/etcdserverpb.KV/Range",
            "/etcdserverpb.KV/Txn",
            "/etcdserverpb.Watch/Watch",
            "/etcdserverpb.Lease/LeaseKeepAlive",
            "/etcdserverpb.Maintenance/Snapshot",
            "/v3electionpb.Election/Observe",
            "/etcdserverpb.KV/Nothing",
            "/no.Such/Thing");

    private static final List<String> PATHS =
            List.of("/v3/kv/put", "/v3/kv/txn", "/v3/watch", "/v3/lease/keepalive", "/health", "/metrics", "/nothing");

    private static final List<String> TYPES = List.of(
            "application/grpc", "application/grpc", "application/json", "text/plain", "application/grpc+\u0001");

    private final SplittableRandom random;

    Nonsense(SplittableRandom random) {
        this.random = random;
    }

    /** All that one connection says. */
    byte[] next() {
        Words words = new Words();
        switch (random.nextInt(7)) {
            case 0 -> words.say(noise(400));
            case 1 -> words.say(PREFACE).say(noise(400));
            case 2 -> frames(words.say(PREFACE).frame(SETTINGS, 0, 0, new byte[0]));
            case 3 -> calls(words.say(PREFACE).frame(SETTINGS, 0, 0, new byte[0]));
            case 4 -> post(words);
            case 5 -> chunks(words);
            default -> websocket(words);
        }
        return words.bytes();
    }

    private byte[] noise(int most) {
        byte[] noise = new byte[random.nextInt(most)];
        random.nextBytes(noise);
        return noise;
    }

    private String any(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void frames(Words words) {
        for (int i = random.nextInt(8); i >= 0; i--) {
            words.frame(random.nextInt(12), random.nextInt(256), random.nextInt(6), noise(60));
        }
    }

    /** Calls of a method whose messages are noise, cut short, or said to be longer than they are. */
    private void calls(Words words) {
        for (int stream = 1; stream < 8; stream += 2) {
            Words headers = new Words()
                    .header(":method", "POST")
                    .header(":scheme", "http")
                    .header(":path", any(METHODS))
                    .header("te", "trailers")
                    .header("content-type", any(TYPES));
            words.frame(HEADERS, END_HEADERS, stream, headers.bytes());
            byte[] message = noise(80);
            int length = random.nextInt(4) == 0 ? random.nextInt() : message.length;
            Words data = new Words().say(random.nextInt(8) == 0 ? 1 : 0).number(length, 4);
            words.frame(DATA, random.nextInt(2), stream, data.say(message).bytes());
        }
    }

    private void post(Words words) {
        byte[] body = noise(300);
        long length = random.nextInt(4) == 0 ? random.nextLong() : body.length;
        words.say("POST " + any(PATHS) + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + any(TYPES) + "\r\nContent-Length: "
                        + length + "\r\n\r\n")
                .say(body);
    }

    private void chunks(Words words) {
        words.say("POST " + any(PATHS) + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] chunk = noise(50);
            words.say(Integer.toHexString(chunk.length) + "\r\n").say(chunk).say("\r\n");
        }
        words.say(random.nextBoolean() ? "0\r\n\r\n" : "fffffffffffffffff\r\n");
    }

    private void websocket(Words words) {
        List<String> lines = List.of(
                "GET /v3/watch HTTP/1.1",
                "Host: x",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13",
                "",
                "");
        words.say(String.join("\r\n", lines)).say(noise(200));
    }

    /** Bytes one after the other. */
    private static final class Words {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Words say(byte[] more) {
            bytes.writeBytes(more);
            return this;
        }

        Words say(String text) {
            return say(text.getBytes(US_ASCII));
        }

        Words say(int one) {
            bytes.write(one);
            return this;
        }

        Words number(int number, int size) {
            for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
                bytes.write(number >>> shift);
            }
            return this;
        }

        Words frame(int type, int flags, int stream, byte[] payload) {
            return number(payload.length, 3)
                    .say(type)
                    .say(flags)
                    .number(stream, 4)
                    .say(payload);
        }

        /** A literal that is not indexed, not compressed (RFC 7541, 6.2.2). */
        Words header(String name, String value) {
            return say(0).say(name.length()).say(name).say(value.length()).say(value);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
