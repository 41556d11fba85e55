package dev.pharos.etcdctl.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.pharos.etcdctl.golden.Program.Result;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.kvstore.server.LocalCluster;
import dev.pharos.wire.proto.etcdserverpb.MemberListResponse;
import dev.pharos.wire.proto.etcdserverpb.RangeResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The forms that a golden file cannot hold: bytes, and tables as wide as what is in them. */
@Timeout(120)
final class FormsTest {
    @TempDir
    private Path folder;

    private LocalCluster cluster;

    @BeforeEach
    void start() throws InterruptedException {
        cluster = LocalCluster.start(folder);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private String run(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--endpoints", cluster.endpoint()));
        all.addAll(List.of(words));
        Result result = Program.ours().run(all, "");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.out();
    }

    @Test
    void protobuf_is_the_message_and_nothing_else() throws IOException, InterruptedException {
        run("put", "a", "\u00ff");
        RangeResponse range = RangeResponse.parseFrom(ByteText.bytes(run("get", "a", "-w", "protobuf")));
        assertThat(range.getKvs(0).getValue()).isEqualTo(ByteText.byteString("\u00ff"));
        assertThat(members().getMembers(0).getName()).isEqualTo("default");
    }

    private MemberListResponse members() throws InvalidProtocolBufferException, IOException, InterruptedException {
        return MemberListResponse.parseFrom(ByteText.bytes(run("member", "list", "-w", "protobuf")));
    }

    @Test
    void a_table_has_a_frame_as_wide_as_its_rows() throws IOException, InterruptedException {
        for (String list : List.of("member list", "endpoint health", "endpoint status", "endpoint hashkv")) {
            String[] words = (list + " -w table").split(" ", -1);
            List<String> lines = ByteText.toUnicode(run(words)).lines().toList();
            assertThat(lines).hasSize(5);
            assertThat(lines).allSatisfy(line -> assertThat(line).hasSameSizeAs(lines.get(0)));
            assertThat(lines.get(3)).contains(list.startsWith("member") ? "default" : cluster.endpoint());
        }
    }

    @Test
    void endpoints_that_are_none_are_told_before_anything_is_sent() throws IOException, InterruptedException {
        Result none = Program.ours().run(List.of("get", "a", "--endpoints="), "");
        assertThat(none.err()).isEqualTo("Error: etcdclient: no available endpoints\n");
        assertThat(none.status()).isEqualTo(2);
        Result odd = Program.ours().run(List.of("get", "a", "--endpoints=a:1:2"), "");
        assertThat(odd.err()).isEqualTo("Error: no endpoint: a:1:2 (the form is host:port)\n");
        assertThat(odd.status()).isEqualTo(128);
    }

    @Test
    void help_about_nothing_says_so_and_what_there_is() throws IOException, InterruptedException {
        Result result = Program.ours().run(List.of("help", "nothing"), "");
        assertThat(result.err()).isEqualTo("Unknown help topic [`nothing`]\n");
        assertThat(result.out()).contains("Available Commands:", "  endpoint health ");
        assertThat(result.status()).isZero();
        assertThat(Program.ours().run(List.of("help", "endpoint"), "").out()).contains("      --cluster ");
    }

    @Test
    void pieces_of_a_stream_are_shown_as_one_answer() throws IOException, InterruptedException {
        for (int i = 0; i < 30; i++) {
            run("put", "key" + i, "x".repeat(100_000));
        }
        String streamed = run("get", "key", "--prefix", "--stream", "-w", "json");
        assertThat(streamed).isEqualTo(run("get", "key", "--prefix", "-w", "json"));
    }
}
