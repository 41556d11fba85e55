package dev.pharos.client.channel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys in PEM files: keys as PKCS #8, and in the older forms that tools of etcd and Kubernetes write,
 * {@code RSA PRIVATE KEY} and {@code EC PRIVATE KEY}. What is wrong with a file is told as programs in Go tell it.
 */
final class PemFiles {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final byte[] PROBE = {1, 2, 3};

    private PemFiles() {}

    private record Block(String type, String base64) {
        byte[] bytes() {
            try {
                return Base64.getMimeDecoder().decode(base64);
            } catch (IllegalArgumentException broken) {
                // What then fails to be a certificate or a key is told as such.
                return new byte[0];
            }
        }
    }

    /** A key and the certificates that go with it, that of its owner first. */
    record Identity(PrivateKey key, List<X509Certificate> chain) {
        X509Certificate[] certificates() {
            return chain.toArray(new X509Certificate[0]);
        }
    }

    /** @throws IllegalArgumentException if a file cannot be used, or they do not fit together */
    static Identity identity(Path certificate, Path key) {
        List<Block> certificates = blocks(certificate);
        List<Block> keys = blocks(key);
        List<X509Certificate> chain = certificates(certificates);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException(
                    certificates.stream().anyMatch(block -> block.type().endsWith(KEY))
                            ? "tls: failed to find certificate PEM data in certificate input, but did find a private"
                                    + " key; PEM inputs may have been switched"
                            : "tls: failed to find any PEM data in certificate input");
        }
        return new Identity(key(keys, chain.get(0).getPublicKey()), chain);
    }

    /**
     * All certificates in a file.
     *
     * @throws IllegalArgumentException if there are none
     */
    static X509Certificate[] authorities(Path file) {
        List<X509Certificate> found = certificates(blocks(file));
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no certificate is in " + file);
        }
        return found.toArray(new X509Certificate[0]);
    }

    private static List<Block> blocks(Path file) {
        Matcher matcher = BLOCK.matcher(read(file));
        List<Block> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("open " + file + ": no such file or directory", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    Files.isDirectory(file)
                            ? "read " + file + ": is a directory"
                            : "open " + file + (Files.isReadable(file) ? ": " + unreadable : ": permission denied"),
                    unreadable);
        }
    }

    private static List<X509Certificate> certificates(List<Block> blocks) {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks) {
            if (block.type().equals(CERTIFICATE)) {
                found.add(certificate(block.bytes()));
            }
        }
        return found;
    }

    private static X509Certificate certificate(byte[] bytes) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (GeneralSecurityException malformed) {
            throw new IllegalArgumentException("x509: malformed certificate", malformed);
        }
    }

    private static PrivateKey key(List<Block> blocks, PublicKey owner) {
        Block found = blocks.stream()
                .filter(block -> block.type().endsWith(KEY))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        blocks.stream().anyMatch(block -> block.type().equals(CERTIFICATE))
                                ? "tls: found a certificate rather than a key in the PEM for the private key"
                                : "tls: failed to find any PEM data in key input"));
        byte[] encoded = found.type().equals(KEY) ? found.bytes() : Pkcs8.wrapped(found.bytes(), owner);
        try {
            PrivateKey key =
                    KeyFactory.getInstance(owner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (!belongTogether(key, owner)) {
                throw new IllegalArgumentException("tls: private key does not match public key");
            }
            return key;
        } catch (GeneralSecurityException malformed) {
            throw new IllegalArgumentException("tls: failed to parse private key", malformed);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (owner.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> owner.getAlgorithm();
                });
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(owner);
        signature.update(PROBE);
        return signature.verify(signed);
    }
}
