package dev.pharos.kvstore.datadir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedDatabasesTest {
    @TempDir
    private Path folder;

    private DataDir dir;
    private ReceivedDatabases received;

    @BeforeEach
    void makeFolder() throws IOException {
        dir = DataDir.at(folder, Optional.empty());
        Files.createDirectories(dir.snapshots());
        received = new ReceivedDatabases(dir);
    }

    private ReceivedDatabase begun(long index, String content) {
        ReceivedDatabase database = received.begin(index);
        for (byte piece : content.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            database.write(ByteBuffer.wrap(new byte[] {piece}));
        }
        return database;
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(dir.snapshots())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @Test
    void a_file_has_its_name_when_it_is_complete_and_not_before() throws IOException {
        ReceivedDatabase database = begun(0x2b, "content");
        assertThat(files()).singleElement().asString().endsWith(".tmp");
        database.complete();
        assertThat(files()).containsExactly("000000000000002b.snap.db");
        assertThat(dir.receivedDatabase(0x2b)).hasContent("content");
        database.abort();
        assertThat(dir.receivedDatabase(0x2b)).hasContent("content");
    }

    @Test
    void what_is_given_up_leaves_nothing() throws IOException {
        ReceivedDatabase database = begun(1, "con");
        database.abort();
        database.abort();
        assertThat(files()).isEmpty();
    }

    @Test
    void two_may_send_the_same_and_the_last_counts() throws IOException {
        ReceivedDatabase one = begun(5, "one");
        ReceivedDatabase other = begun(5, "other");
        other.complete();
        one.complete();
        assertThat(files()).containsExactly("0000000000000005.snap.db");
        assertThat(dir.receivedDatabase(5)).hasContent("one");
    }

    @Test
    void those_through_an_index_are_removed_and_nothing_else() throws IOException {
        for (long index = 1; index <= 3; index++) {
            begun(index, "x").complete();
        }
        ReceivedDatabase underWay = begun(1, "y");
        Files.writeString(dir.snapshots().resolve("0000000000000002-0000000000000001.snap"), "raft");
        received.removeThrough(2);
        assertThat(files()).hasSize(3).contains("0000000000000003.snap.db", "0000000000000002-0000000000000001.snap");
        underWay.complete();
        received.removeAll();
        assertThat(files()).containsExactly("0000000000000002-0000000000000001.snap");
    }

    @Test
    void the_store_of_the_newest_snapshot_counts_and_the_others_go() throws IOException {
        assertThat(dir.store()).isEqualTo(dir.member().resolve("kv"));
        for (String name : new String[] {"kv", "kv-00000000000000ff", "kv-0000000000000100", "kv.tmp", "kv-mine"}) {
            Files.createDirectories(dir.member().resolve(name).resolve("inside"));
        }
        assertThat(dir.store()).isEqualTo(dir.member().resolve("kv-0000000000000100"));
        new StoreFolders(dir.member()).removeOthers();
        try (Stream<Path> files = Files.list(dir.member())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("kv-0000000000000100", "kv-mine", "snap");
        }
    }
}
