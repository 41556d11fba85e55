package dev.pharos.client.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.client.channel.PemFiles.Identity;
import dev.pharos.testkit.tls.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class PemFilesTest {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");
    private static final String SUBJECTS = "dns:localhost";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void a_key_in_the_form_of_today_is_read(String algorithm) throws InterruptedException {
        Certificate own = Certificate.create(folder, "own", algorithm, SUBJECTS);
        Identity identity = PemFiles.identity(own.file(), own.key());
        assertThat(identity.chain()).hasSize(1);
        assertThat(identity.key().getFormat()).isEqualTo("PKCS#8");
    }

    @ParameterizedTest
    @CsvSource({"RSA, RSA PRIVATE KEY", "EC, EC PRIVATE KEY"})
    void a_key_in_the_form_of_its_algorithm_is_read(String algorithm, String title)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(OPENSSL), "skipped: " + OPENSSL + " is not installed");
        Certificate own = Certificate.create(folder, "own", algorithm, SUBJECTS);
        Path old = folder.resolve("old.key");
        Process openssl = new ProcessBuilder(
                        OPENSSL.toString(),
                        "pkey",
                        "-traditional",
                        "-in",
                        own.key().toString(),
                        "-out",
                        old.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(openssl.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(old).content().startsWith("-----BEGIN " + title + "-----");

        Identity expected = PemFiles.identity(own.file(), own.key());
        assertThat(PemFiles.identity(own.file(), old).key().getAlgorithm())
                .isEqualTo(expected.key().getAlgorithm());
    }

    @Test
    void what_stands_around_the_blocks_is_no_matter() throws IOException, InterruptedException {
        Certificate own = Certificate.create(folder, "own");
        Certificate other = Certificate.create(folder, "other");
        Path both = folder.resolve("both");
        Files.writeString(
                both,
                "Bag\n" + Files.readString(own.key()) + "\r\n" + Files.readString(own.file()) + "subject=x\n"
                        + Files.readString(other.file()));
        assertThat(PemFiles.identity(both, both).chain()).hasSize(2);
        assertThat(PemFiles.authorities(both)).hasSize(2);
    }

    @Test
    void a_key_of_somebody_else_is_told() throws InterruptedException {
        Certificate own = Certificate.create(folder, "own");
        Certificate other = Certificate.create(folder, "other");
        assertThatThrownBy(() -> PemFiles.identity(own.file(), other.key()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tls: private key does not match public key");
    }

    @Test
    void a_file_without_what_is_looked_for_is_told() throws IOException, InterruptedException {
        Certificate own = Certificate.create(folder, "own");
        Path empty = Files.createFile(folder.resolve("empty"));
        Path torn = Files.writeString(
                folder.resolve("torn"), Files.readString(own.file()).replaceFirst("\n.{20}", "\n"));
        Path odd = Files.writeString(
                folder.resolve("odd"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> PemFiles.authorities(empty)).hasMessage("no certificate is in " + empty);
        assertThatThrownBy(() -> PemFiles.authorities(folder.resolve("none")))
                .hasMessage("open " + folder.resolve("none") + ": no such file or directory");
        assertThatThrownBy(() -> PemFiles.authorities(folder)).hasMessage("read " + folder + ": is a directory");
        assertThatThrownBy(() -> PemFiles.authorities(torn)).hasMessage("x509: malformed certificate");
        assertThatThrownBy(() -> PemFiles.identity(own.file(), empty))
                .hasMessage("tls: failed to find any PEM data in key input");
        assertThatThrownBy(() -> PemFiles.identity(own.file(), odd)).hasMessage("tls: failed to parse private key");
    }
}
