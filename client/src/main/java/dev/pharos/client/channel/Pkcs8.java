package dev.pharos.client.channel;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/** The form in which the JDK takes private keys. */
final class Pkcs8 {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    private Pkcs8() {}

    /**
     * A key of an older form as PKCS #8, which wraps it together with the name of its algorithm (RFC 5208, 5). The
     * public key begins with that name too (RFC 5280, 4.1.2.7).
     */
    static byte[] wrapped(byte[] key, PublicKey owner) {
        byte[] publicKey = owner.getEncoded();
        int algorithm = headerBytes(publicKey, 0);
        int end = algorithm + headerBytes(publicKey, algorithm) + contentBytes(publicKey, algorithm);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(VERSION);
        content.writeBytes(Arrays.copyOfRange(publicKey, algorithm, end));
        content.writeBytes(element(OCTETS, key));
        return element(SEQUENCE, content.toByteArray());
    }

    /** In DER: a tag, the length of what follows, what follows. Below 128 the length is a byte. */
    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        if (content.length < 0x80) {
            bytes.write(content.length);
        } else {
            bytes.write(0x82);
            bytes.write(content.length >> 8);
            bytes.write(content.length);
        }
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }

    private static int headerBytes(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return length < 0x80 ? 2 : 2 + (length & 0x7f);
    }

    private static int contentBytes(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        if (length < 0x80) {
            return length;
        }
        int bytes = 0;
        for (int i = 0; i < (length & 0x7f); i++) {
            bytes = (bytes << 8) | (der[at + 2 + i] & 0xff);
        }
        return bytes;
    }
}
