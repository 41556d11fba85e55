package dev.pharos.testkit.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that vouches for itself, in PEM files.
 *
 * @param file with the certificate
 * @param key with its key, as PKCS #8
 */
public record Certificate(Path file, Path key) {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "it";
    private static final long PATIENCE_SECONDS = 60;

    /** A new one for loopback, {@code NAME.pem} and {@code NAME.key}. */
    public static Certificate create(Path folder, String name) throws InterruptedException {
        return create(folder, name, "EC", "dns:localhost,ip:127.0.0.1");
    }

    /**
     * A new one, made by the tool of the JDK.
     *
     * @param algorithm as the tool calls it: RSA, EC, Ed25519
     * @param subjects for whom it is, as {@code dns:NAME,ip:NUMBER}
     */
    public static Certificate create(Path folder, String name, String algorithm, String subjects)
            throws InterruptedException {
        try {
            Path store = folder.resolve(name + ".p12");
            make(store, folder.resolve(name + ".log"), algorithm, subjects);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
            byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
            return new Certificate(
                    pem(folder.resolve(name + ".pem"), "CERTIFICATE", certificate),
                    pem(folder.resolve(name + ".key"), "PRIVATE KEY", key));
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException("no certificate could be made", failed);
        }
    }

    private static void make(Path store, Path log, String algorithm, String subjects)
            throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                tool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                algorithm,
                "-validity",
                "2",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + subjects,
                "-ext",
                "bc=ca:true",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool: " + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path pem(Path file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(
                file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n", US_ASCII);
    }
}
