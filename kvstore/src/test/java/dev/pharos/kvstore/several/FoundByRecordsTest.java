package dev.pharos.kvstore.several;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pharos.kvstore.blackbox.MemoryFolder;
import dev.pharos.kvstore.chaos.Setting;
import dev.pharos.kvstore.several.Member.Program;
import dev.pharos.testkit.dns.LoopbackNameServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that know nothing but a domain, whose records name them by a host where they name themselves by a number. */
@Timeout(180)
class FoundByRecordsTest {
    private static final String SERVICE = "_etcd-server-test._tcp.cluster.example.org";

    private final LoopbackNameServer dns = LoopbackNameServer.start();
    private final List<Member> members = new ArrayList<>();

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @BeforeEach
    void make() {
        for (String name : List.of("a", "b", "c")) {
            members.add(new Member(
                    Program.PHAROS,
                    name,
                    Setting.in(folder.resolve(name))
                            .jvm("-Dpharos.name-servers=" + dns.place())
                            .flags("--discovery-srv=cluster.example.org", "--discovery-srv-name=test")));
        }
    }

    @AfterEach
    void close() {
        members.forEach(Member::close);
        dns.close();
    }

    private static int port(Member member) {
        return URI.create(member.peerUrl()).getPort();
    }

    @Test
    void three_members_find_each_other_and_need_no_records_afterwards() {
        members.forEach(member -> dns.add(SERVICE, "localhost", port(member)));
        members.forEach(member -> member.launch("", "new"));
        members.forEach(Member::awaitReady);

        var listed = members.get(0).members();
        assertThat(listed).extracting(each -> each.getName()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(listed).allSatisfy(each -> assertThat(each.getPeerURLs(0)).startsWith("http://localhost:"));
        assertThat(members.get(1).members()).isEqualTo(listed);
        long unused = Await.answer("a put", () -> members.get(2).put("key", "value"));

        dns.close();
        Member restarted = members.get(0);
        assertThat(restarted.process().terminate()).isEqualTo(143);
        restarted.restart();
        assertThat(restarted.get("key")).isEqualTo("value");
    }

    @Test
    void a_member_without_a_record_does_not_start_and_says_why() {
        Member left = members.get(0);
        members.subList(1, 3).forEach(member -> dns.add(SERVICE, "localhost", port(member)));
        left.launch("", "new");
        assertThat(left.process().awaitEnd()).isEqualTo(1);
        assertThat(left.process().said())
                .anyMatch(line -> line.contains("discovery failed")
                        && line.contains("cannot find local etcd member \\\"a\\\" in SRV records"));
    }
}
